/** What several sessions did, as a timeline: a column for each session, a row for each moment, the wrong one marked in words. */
import { CircleAlert, Hourglass, OctagonX, Play } from 'lucide-react';
import { useLayoutEffect, useRef } from 'react';
import type { Evidence } from '../../../shared/verdict.ts';
import { useWords } from '../../words/words-context.tsx';
import './script-evidence.css';

type Script = Extract<Evidence, { kind: 'script' }>;
type Event = Script['events'][number];

/** More columns than this are too narrow to read: then each moment names its session instead. */
const MOST_COLUMNS = 3;

export function ScriptEvidence({ evidence: { sessions, events } }: { evidence: Script }) {
  const t = useWords();
  const columns = sessions.length <= MOST_COLUMNS ? sessions : [t('checks.what-happened')];
  const narrow = columns.length !== sessions.length;
  const scene = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => { if (scene.current !== null) showWrong(scene.current); }, [events]);
  return (
    <figure className="evidence-side">
      <figcaption>
        {t('checks.what-the-sessions-did')} <span>{t('checks.from-top-to-bottom')}</span>
      </figcaption>
      <div ref={scene} className="script-scene" tabIndex={0} role="group" aria-label={t('checks.what-the-sessions-did')}>
        <table>
          <thead>
            <tr>
              {narrow && <th scope="col">{t('checks.session')}</th>}
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

/** Scrolls a long scene so far that the first moment that is wrong stands in its middle. */
export function showWrong(scene: HTMLElement): void {
  const wrong = scene.querySelector<HTMLElement>('[data-wrong="true"]');
  if (wrong !== null) scene.scrollTop = wrong.offsetTop - (scene.clientHeight - wrong.offsetHeight) / 2;
}

const SIGNS = {
  done: null,
  waits: <Hourglass size={13} aria-hidden="true" />,
  'goes-on': <Play size={13} aria-hidden="true" />,
  refused: <OctagonX size={13} aria-hidden="true" />,
} as const;
const WORDS = { waits: 'checks.moment-waits', 'goes-on': 'checks.moment-goes-on', refused: 'checks.moment-refused' } as const;

function Moment({ event: { text, outcome, answer, expected } }: { event: Event }) {
  const t = useWords();
  return (
    <div className="script-moment">
      {text !== '' && <code>{text}</code>}
      <p className="script-answer" data-outcome={outcome}>
        {SIGNS[outcome]} {outcome === 'done' ? answer : t(WORDS[outcome], { answer })}
      </p>
      {expected !== null && (
        <p className="script-expected">
          <CircleAlert size={13} aria-hidden="true" /> {t('checks.expected-2', { expected })}
        </p>
      )}
    </div>
  );
}
