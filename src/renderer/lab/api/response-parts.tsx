/** Parts of an answer: its headers, the results of tests, where the time went, and what was sent. */
import { CircleCheck, CircleX } from 'lucide-react';
import type { ApiResponse, ApiTestResult } from '../../../shared/api-client/api-views.ts';
import { formatMs, totalMs } from './format.ts';
import { useWords } from '../../words/words-context.tsx';
import type { MessageKey } from '../../../shared/words/language-pack.ts';

export function HeaderList({ headers, label }: { headers: ApiResponse['headers']; label: string }) {
  const t = useWords();
  if (headers.length === 0) return <p className="api-note">{t('api.none-2')}</p>;
  return (
    <table className="api-headers" aria-label={label}>
      <tbody>
        {headers.map(([name, value], at) => (
          // A header may come twice: its place names it.
          <tr key={at}>
            <th scope="row">{name}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function TestResults({ tests }: { tests: readonly ApiTestResult[] }) {
  const t = useWords();
  return (
    <ul className="api-results" aria-label={t('api.results-of-the-tests')}>
      {tests.map(({ passed, expected, got }, at) => (
        <li key={at} data-passed={passed}>
          {passed ? <CircleCheck size={14} role="img" aria-label={t('api.passed')} /> : <CircleX size={14} role="img" aria-label={t('api.failed')} />}
          <span>{expected}</span>
          {!passed && (
            <span className="api-got">
              {t('api.got')} <code>{got}</code>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

const PHASES: readonly { id: keyof ApiResponse['timing']; title: MessageKey; about: MessageKey }[] = [
  { id: 'connectMs', title: 'api.connect', about: 'api.until-the-program-took-the' },
  { id: 'waitMs', title: 'api.wait', about: 'api.until-the-first-byte-of' },
  { id: 'receiveMs', title: 'api.receive', about: 'api.until-the-last-byte' },
];

export function TimingView({ timing }: { timing: ApiResponse['timing'] }) {
  const t = useWords();
  const total = totalMs(timing);
  return (
    <table className="api-timing" aria-label={t('api.where-the-time-went')}>
      <tbody>
        {PHASES.map(({ id, title, about }) => (
          <tr key={id}>
            <th scope="row">{t(title)}</th>
            <td className="api-timing-ms">{formatMs(timing[id])}</td>
            <td className="api-timing-bar">
              <meter min={0} max={total} value={timing[id]} aria-label={t('api.part-of-the-whole', { title: t(title) })} />
            </td>
            <td className="api-timing-about">{t(about)}</td>
          </tr>
        ))}
        <tr className="api-timing-total">
          <th scope="row">{t('api.together')}</th>
          <td className="api-timing-ms">{formatMs(total)}</td>
          <td />
          <td />
        </tr>
      </tbody>
    </table>
  );
}

/** What went over the wire, for the moment in which an answer surprises. */
export function SentView({ sent: { method, url, headers, body } }: { sent: ApiResponse['sent'] }) {
  const t = useWords();
  return (
    <div className="api-sent">
      <p>
        <code>
          {method} {url}
        </code>
      </p>
      <HeaderList headers={headers} label={t('api.headers-that-were-sent')} />
      {body !== '' && (
        <pre tabIndex={0} role="group" aria-label={t('api.body-that-was-sent')}>
          {body}
        </pre>
      )}
    </div>
  );
}
