/**
 * One lab: asks for the language where there is a choice, reads the lab, watches its session, and lays out the desk
 * once both are known. A screen of its own per lab (key).
 */
import { useCallback, useContext, useEffect, useRef, useState } from 'react';
import { AppHeader } from '../app/app-header.tsx';
import { labsInOrder, useCourse } from '../course/course-context.tsx';
import { ErrorCard } from '../errors/error-card.tsx';
import { useConnection, useRead, useWatch } from '../transport/use-backend.ts';
import { WorkspaceFiles } from './files/workspace-files.ts';
import { KeptLabContext } from './kept-lab.ts';
import { LabDeskView } from './lab-desk-view.tsx';
import { VariantChoice } from './variant-choice.tsx';
import { useWords } from '../words/words-context.tsx';

export function LabScreen({ lab }: { lab: string }) {
  const course = useCourse();
  const [switching, setSwitching] = useState(false);
  const [turn, setTurn] = useState(0);
  const askVariant = useCallback(() => setSwitching(true), []);
  const summary = course.value === null ? undefined : labsInOrder(course.value).find((each) => each.id === lab);
  if (summary !== undefined && summary.variants.length > 0 && (summary.variant === null || switching)) {
    return <VariantChoice lab={summary} onChosen={() => setSwitching(false)} />;
  }
  // Another variant has files, a session and a terminal of its own: nothing of the last one may stay on the screen.
  const variant = summary?.variant ?? null;
  // The same holds for another version of the lab.
  return <OpenLab key={`${variant ?? ''} ${turn}`} lab={lab} variant={variant} turn={turn} askVariant={askVariant} onMovedOn={() => setTurn((last) => last + 1)} />;
}

interface OpenLabProps {
  lab: string;
  variant: string | null;
  /** Goes up when the learner has moved on to another version of the lab. */
  turn: number;
  askVariant(): void;
  onMovedOn(): void;
}

function OpenLab({ lab, variant, turn, askVariant, onMovedOn }: OpenLabProps) {
  const t = useWords();
  const connection = useConnection();
  const course = useCourse();
  const keptLab = useContext(KeptLabContext);
  const [kept] = useState(() => keptLab?.read(lab, course.value === null ? undefined : variant) ?? null);
  const detail = useRead(`lab ${lab} ${variant ?? ''} ${turn}`, (host, signal) => host.course.lab({ lab }, { signal }), kept?.detail);
  const session = useWatch(`session ${lab} ${variant ?? ''} ${turn}`, (host, signal) => host.session.watch({ lab }, { signal }), kept?.session);
  const [files] = useState(() => new WorkspaceFiles(connection, lab));

  useEffect(() => {
    const leave = files.follow();
    // The window may be closed at any time: what was typed last is sent on its way then.
    const saveNow = (): void => void files.saveAll();
    window.addEventListener('pagehide', saveNow);
    window.addEventListener('blur', saveNow);
    return () => {
      window.removeEventListener('pagehide', saveNow);
      window.removeEventListener('blur', saveNow);
      leave();
    };
  }, [files]);

  useEffect(() => {
    const views = { detail: detail.value, session: session.value };
    if (views.detail === null || views.session === null || views.detail === kept?.detail || views.session === kept?.session) return;
    keptLab?.keep({ detail: views.detail, session: views.session });
  }, [detail.value, session.value, kept, keptLab]);

  // An author's edit of a lesson changes the course; the lesson is read again then.
  const { reload } = detail;
  const seen = useRef(course.value);
  useEffect(() => {
    if (seen.current !== null && seen.current !== course.value) reload();
    seen.current = course.value;
  }, [course.value, reload]);

  const error = detail.value === null ? detail.error : session.value === null ? session.error : null;
  // The course, which knows that a choice is to be made, is on its way.
  if (error !== null && error.code !== 'VARIANT_NOT_CHOSEN') {
    return (
      <>
        <AppHeader trail={<h1 className="trail-title">{lab}</h1>} />
        <main className="page" aria-label={t('lab.lab')}>
          <div className="page-column">
            <ErrorCard error={error} level={2} actions={{ retry: () => window.location.reload() }} />
          </div>
        </main>
      </>
    );
  }
  if (detail.value === null || session.value === null) return <LabBones />;
  return <LabDeskView lab={lab} detail={detail.value} session={session.value} files={files} askVariant={askVariant} onMovedOn={onMovedOn} />;
}

function LabBones() {
  const t = useWords();
  return (
    <>
      <AppHeader trail={<span className="bone" style={{ width: 180, height: 18 }} />} />
      <main className="page" aria-label={t('lab.lab')} aria-busy="true">
        <p className="visually-hidden" role="status">
          {t('lab.opening-the-lab')}
        </p>
        <div className="lab-bones" aria-hidden="true">
          <div>
            <div className="bone" style={{ width: '60%', height: 26 }} />
            {[92, 88, 95, 70, 0, 90, 84, 60].map((width, row) => (
              <div key={row} className={width === 0 ? '' : 'bone'} style={{ width: `${width}%`, height: 14 }} />
            ))}
          </div>
          <div />
        </div>
      </main>
    </>
  );
}
