/** The evidence for a verdict: expected and got beside each other, told apart by words and marks, not by colour alone. */
import type { Evidence } from '../../../shared/verdict.ts';
import { PlanEvidence } from './plan-evidence.tsx';
import { RowsEvidence } from './rows-evidence.tsx';
import { ScriptEvidence } from './script-evidence.tsx';
import { useWords } from '../../words/words-context.tsx';
import './evidence.css';

export function EvidenceView({ evidence }: { evidence: Evidence }) {
  const t = useWords();
  switch (evidence.kind) {
    case 'rows':
      return <RowsEvidence evidence={evidence} />;
    case 'value':
      return (
        <div className="evidence">
          {evidence.path !== '' && evidence.path !== '$' && (
            <p className="evidence-note">
              {t('checks.they-differ-at')} <code>{evidence.path}</code>
            </p>
          )}
          <div className="evidence-pair">
            <Side title={t('checks.expected')} text={evidence.expected} />
            <Side title={t('checks.got')} text={evidence.got} />
          </div>
        </div>
      );
    case 'http':
      return (
        <details className="evidence evidence-http" open>
          <summary>{evidence.name}</summary>
          <div className="evidence-pair">
            <Side title={t('checks.request')} text={evidence.request} />
            <Side title={t('checks.answer')} text={evidence.response} />
          </div>
        </details>
      );
    case 'plan':
      return <PlanEvidence evidence={evidence} />;
    case 'script':
      return <ScriptEvidence evidence={evidence} />;
    case 'message':
      return <Side title={evidence.source} text={evidence.text} />;
    case 'log':
      return <Side title={t('checks.last-lines-of', { source: evidence.source })} text={evidence.lines.join('\n')} />;
  }
}

function Side({ title, text }: { title: string; text: string }) {
  const t = useWords();
  return (
    <figure className="evidence-side">
      <figcaption>{title}</figcaption>
      <pre tabIndex={0} role="group" aria-label={title}>
        {text === '' ? <span className="evidence-nothing">{t('checks.nothing')}</span> : text}
      </pre>
    </figure>
  );
}
