/** Parts of an answer: its headers, the results of tests, where the time went, and what was sent. */
import { CircleCheck, CircleX } from 'lucide-react';
import type { ApiResponse, ApiTestResult } from '../../../shared/api-client/api-views.ts';
import { formatMs, totalMs } from './format.ts';

export function HeaderList({ headers, label }: { headers: ApiResponse['headers']; label: string }) {
  if (headers.length === 0) return <p className="api-note">None.</p>;
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
  return (
    <ul className="api-results" aria-label="Results of the tests">
      {tests.map(({ passed, expected, got }, at) => (
        <li key={at} data-passed={passed}>
          {passed ? <CircleCheck size={14} role="img" aria-label="Passed:" /> : <CircleX size={14} role="img" aria-label="Failed:" />}
          <span>{expected}</span>
          {!passed && (
            <span className="api-got">
              got <code>{got}</code>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

const PHASES: readonly { id: keyof ApiResponse['timing']; title: string; about: string }[] = [
  { id: 'connectMs', title: 'Connect', about: 'until the program took the connection' },
  { id: 'waitMs', title: 'Wait', about: 'until the first byte of the answer: your program at work' },
  { id: 'receiveMs', title: 'Receive', about: 'until the last byte' },
];

export function TimingView({ timing }: { timing: ApiResponse['timing'] }) {
  const total = totalMs(timing);
  return (
    <table className="api-timing" aria-label="Where the time went">
      <tbody>
        {PHASES.map(({ id, title, about }) => (
          <tr key={id}>
            <th scope="row">{title}</th>
            <td className="api-timing-ms">{formatMs(timing[id])}</td>
            <td className="api-timing-bar">
              <meter min={0} max={total} value={timing[id]} aria-label={`${title}: part of the whole`} />
            </td>
            <td className="api-timing-about">{about}</td>
          </tr>
        ))}
        <tr className="api-timing-total">
          <th scope="row">Together</th>
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
  return (
    <div className="api-sent">
      <p>
        <code>
          {method} {url}
        </code>
      </p>
      <HeaderList headers={headers} label="Headers that were sent" />
      {body !== '' && (
        <pre tabIndex={0} role="group" aria-label="Body that was sent">
          {body}
        </pre>
      )}
    </div>
  );
}
