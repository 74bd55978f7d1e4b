/** What several sessions did, as a timeline: a column for each session, a row for each moment, the wrong one marked in words. */
import { CircleAlert, Hourglass, OctagonX, Play } from 'lucide-react';
import type { Evidence } from '../../../shared/verdict.ts';
import './script-evidence.css';

type Script = Extract<Evidence, { kind: 'script' }>;
type Event = Script['events'][number];

/** More columns than this are too narrow to read: then each moment names its session instead. */
const MOST_COLUMNS = 3;

export function ScriptEvidence({ evidence: { sessions, events } }: { evidence: Script }) {
  const columns = sessions.length <= MOST_COLUMNS ? sessions : ['what happened'];
  const narrow = columns.length !== sessions.length;
  return (
    <figure className="evidence-side">
      <figcaption>
        What the sessions did <span>from top to bottom</span>
      </figcaption>
      <div className="script-scene" tabIndex={0} role="group" aria-label="What the sessions did">
        <table>
          <thead>
            <tr>
              {narrow && <th scope="col">session</th>}
              {columns.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {events.map((event, at) => (
              <tr key={at} data-wrong={event.expected !== null}>
                {narrow && <th scope="row">{event.session}</th>}
                {columns.map((name) => (
                  <td key={name}>{(narrow || name === event.session) && <Moment event={event} />}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}

const SIGNS = {
  done: null,
  waits: <Hourglass size={13} aria-hidden="true" />,
  'goes-on': <Play size={13} aria-hidden="true" />,
  refused: <OctagonX size={13} aria-hidden="true" />,
} as const;
const WORDS = { done: '', waits: 'waits ', 'goes-on': 'goes on: ', refused: 'refused: ' } as const;

function Moment({ event: { text, outcome, answer, expected } }: { event: Event }) {
  return (
    <div className="script-moment">
      {text !== '' && <code>{text}</code>}
      <p className="script-answer" data-outcome={outcome}>
        {SIGNS[outcome]} {WORDS[outcome]}
        {answer}
      </p>
      {expected !== null && (
        <p className="script-expected">
          <CircleAlert size={13} aria-hidden="true" /> Expected: {expected}
        </p>
      )}
    </div>
  );
}
