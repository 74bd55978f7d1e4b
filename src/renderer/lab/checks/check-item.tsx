/** One check of the step: what it asks, its verdict, why, the evidence, the hints. */
import { Lightbulb } from 'lucide-react';
import { useState } from 'react';
import { type CodedError, describeReason, describeVerdict } from '../../../shared/messages.ts';
import type { CheckResult } from '../../../shared/verdict.ts';
import { useUi } from '../../app/ui-state.ts';
import { ErrorCard } from '../../errors/error-card.tsx';
import { toCodedError } from '../../transport/coded-error.ts';
import { useConnection } from '../../transport/use-backend.ts';
import { useAnnounce } from '../../ui/announce.tsx';
import { Button } from '../../ui/button.tsx';
import type { CheckWithState } from '../lab-context.ts';
import { useDesk } from '../lab-context.ts';
import { Markdown } from '../lesson/markdown.tsx';
import { CheckIcon, CheckWord } from './check-state.tsx';
import { QuestionForm } from './question-form.tsx';
import { EvidenceView } from './evidence.tsx';
import { useWords } from '../../words/words-context.tsx';

export function CheckItem({ check }: { check: CheckWithState }) {
  const { state, result } = check.view;
  const stale = state === 'running';
  return (
    <li className="check" data-state={state}>
      <div className="check-head">
        <CheckIcon state={state} />
        <h4>{check.title}</h4>
        <CheckWord state={state} />
      </div>
      {check.question !== null && (
        <QuestionForm
          check={check.id}
          title={check.title}
          question={check.question}
          answer={check.view.answer}
        />
      )}
      {result !== null && !stale && result.verdict !== 'passed' && <Why result={result} />}
      <Hints check={check} />
    </li>
  );
}

function Why({ result }: { result: CheckResult }) {
  const t = useWords();
  const words = result.reason === undefined ? null : describeReason(result.reason, t.table);
  const broken = result.verdict === 'broken';
  return (
    <div className="check-why">
      {result.mistake !== undefined && (
        <div className="check-mistake prose-small">
          <Markdown text={result.mistake} />
        </div>
      )}
      {words !== null && (
        <p className="check-reason">
          <strong>{words.title}.</strong> {words.text} {result.mistake === undefined && words.next}
        </p>
      )}
      {words === null && <p className="check-reason">{describeVerdict(result.verdict, t.table).text}</p>}
      {result.evidence.map((evidence, at) => (
        <EvidenceView key={at} evidence={evidence} />
      ))}
      {broken && <BrokenActions />}
    </div>
  );
}

/** The lab's fault: ways to get it going again. */
function BrokenActions() {
  const t = useWords();
  const { session, acts, check, askReset } = useDesk();
  const go = useUi((s) => s.go);
  const ailing = session.services.filter((service) => service.state !== 'ready');
  return (
    <div className="check-actions">
      <Button small kind="primary" onPress={check.run} isDisabled={check.running}>
        {t('checks.check-again')}
      </Button>
      {(ailing.length > 0 ? ailing : session.services).map((service) => (
        <Button key={service.id} small onPress={() => acts.restartService(service.id)} isDisabled={acts.running}>
          {t('checks.restart', { id: service.id })}
        </Button>
      ))}
      <Button small onPress={askReset} isDisabled={acts.running}>
        {t('checks.reset-the-lab')}
      </Button>
      <Button small onPress={() => go({ name: 'computer' })}>
        {t('checks.examine-this-computer')}
      </Button>
    </div>
  );
}

function Hints({ check }: { check: CheckWithState }) {
  const t = useWords();
  const { lab, exam } = useDesk();
  const connection = useConnection();
  const announce = useAnnounce();
  const [error, setError] = useState<CodedError | null>(null);
  const { hints, hintsLeft, state } = check.view;
  const show = (): void => {
    setError(null);
    connection.call((host) => host.session.hint({ lab, check: check.id })).then(
      () => announce(t('checks.hint-shown')),
      (thrown: unknown) => setError(toCodedError(thrown)),
    );
  };
  const more = hintsLeft > 0 && state !== 'passed' && exam === null;
  if (hints.length === 0 && !more) return null;
  return (
    <div className="hints">
      {hints.length > 0 && (
        <ol className="hint-list" aria-label={t('checks.hints')}>
          {hints.map((hint, at) => (
            <li key={at}>
              <span className="hint-number">{t('checks.hint')} {at + 1}</span>
              <div className="prose-small">
                <Markdown text={hint} />
              </div>
            </li>
          ))}
        </ol>
      )}
      {more && (
        <Button small kind="quiet" icon={<Lightbulb size={14} />} onPress={show}>
          {hints.length === 0 ? t('checks.show-a-hint') : t('checks.show-another-hint')} ({t('checks.left', { hintsLeft })})
        </Button>
      )}
      {error !== null && <ErrorCard error={error} level={0} />}
    </div>
  );
}
