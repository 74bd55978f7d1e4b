/** What a teacher asks for, before everything else on the course's screen; and the way in for more. */
import { ArrowRight, CalendarClock, CircleAlert, CircleCheck, Circle, CircleDot, FilePlus2, Trash2 } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import type { AssignmentView } from '../../shared/assignments-contract.ts';
import type { CodedError } from '../../shared/messages.ts';
import type { LabSummary } from '../../shared/views.ts';
import type { MessageKey } from '../../shared/words/language-pack.ts';
import { useUi } from '../app/ui-state.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { toCodedError } from '../transport/coded-error.ts';
import { ExamActs, lasts } from '../exam/exam-acts.tsx';
import { useConnection, useWatch } from '../transport/use-backend.ts';
import { useAnnounce } from '../ui/announce.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { Confirm } from '../ui/dialog.tsx';
import { Menu } from '../ui/menu.tsx';
import { type T, useWords } from '../words/words-context.tsx';
import { AddDialog, type Looked } from './add-dialog.tsx';
import { momentOf } from './moment.ts';
import './assignments.css';

export function AssignmentsSection({ labs }: { labs: readonly LabSummary[] }) {
  const t = useWords();
  const connection = useConnection();
  const announce = useAnnounce();
  const found = useWatch('assignments', (host, signal) => host.assignments.watch(undefined, { signal }));
  const [looked, setLooked] = useState<Looked | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  const [over, setOver] = useState(false);
  const look = (ask: () => Promise<string[]>): void => {
    setError(null);
    ask()
      .then(async (tokens) => (tokens.length === 0 ? null : connection.call((host) => host.assignments.look({ tokens }))))
      .then(setLooked, (thrown: unknown) => setError(toCodedError(thrown)));
  };
  const onDrag = (event: DragEvent): void => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setOver(event.type === 'dragover');
    const files = [...event.dataTransfer.files];
    if (event.type === 'drop') look(() => window.backbench.dropped(files));
  };
  const all = found.value ?? [];
  return (
    <section
      className="assignments" aria-label={t('assignments.assignments')} data-over={over} data-none={all.length === 0}
      onDragOver={onDrag} onDrop={onDrag} onDragLeave={() => setOver(false)}
    >
      {all.map((each) => (
        <AssignmentCard key={each.words.id} assignment={each} labs={labs} onError={setError} />
      ))}
      {found.error !== null && <ErrorCard error={found.error} level={2} />}
      {error !== null && <ErrorCard error={error} level={2} />}
      <div className="assignments-add">
        <Menu
          label={t('assignments.add')}
          trigger={
            <Button small kind="quiet" icon={<FilePlus2 size={14} />}>
              {t('assignments.add')}
            </Button>
          }
          entries={[
            { id: 'files', label: t('assignments.add-files'), onAction: () => look(() => connection.main.chooseProgress({ what: 'assignments' })) },
            { id: 'folder', label: t('assignments.add-folder'), onAction: () => look(() => connection.main.chooseProgress({ what: 'folder' })) },
          ]}
        />
        {over && <span>{t('assignments.drop')}</span>}
      </div>
      {looked !== null && (
        <AddDialog
          looked={looked}
          onAdded={(title) => announce(t('assignments.added', { title }))}
          onClose={() => setLooked(null)}
        />
      )}
    </section>
  );
}

const STATE_WORDS = { passed: 'assignments.lab-passed', started: 'assignments.lab-started', new: 'assignments.lab-new', missing: 'assignments.lab-missing' } satisfies Record<AssignmentView['labs'][number]['state'], MessageKey>;

function AssignmentCard({ assignment, labs, onError }: { assignment: AssignmentView; labs: readonly LabSummary[]; onError(error: CodedError | null): void }) {
  const t = useWords();
  const connection = useConnection();
  const go = useUi((s) => s.go);
  const [removing, setRemoving] = useState(false);
  const { words, state } = assignment;
  const finished = assignment.doneAt !== null;
  const next = assignment.labs.find((lab) => lab.state === 'started') ?? assignment.labs.find((lab) => lab.state === 'new') ?? null;
  const titleOf = (lab: AssignmentView['labs'][number]): string => labs.find(({ id }) => id === lab.lab)?.title ?? lab.title;
  const goOn = next !== null && (
    <Button kind="primary" icon={<ArrowRight size={16} />} onPress={() => go({ name: 'lab', lab: next.lab })}>
      {t('assignments.go-on', { lab: titleOf(next) })}
    </Button>
  );
  return (
    <article className="assignment" aria-labelledby={`assignment-${words.id}`} data-state={state}>
      <div className="assignment-main">
        <p className="assignment-kicker">
          {finished ? <CircleCheck size={14} aria-hidden="true" /> : <CalendarClock size={14} aria-hidden="true" />}
          <span>{dueText(assignment, t)}</span>
          {words.work.kind === 'exam' && <span>{t('exam.exam-of', { time: lasts(words.work.minutes, t) })}</span>}
          {assignment.teacher !== null && <span>{t('assignments.from', { name: assignment.teacher })}</span>}
        </p>
        <h2 id={`assignment-${words.id}`}>{words.title}</h2>
        {words.note !== '' && !finished && <p className="assignment-note">{words.note}</p>}
        {!finished && (
          <ul className="assignment-labs" aria-label={t('assignments.labs-of', { title: words.title })}>
            {assignment.labs.map((lab) => (
              <li key={lab.lab} data-state={lab.state}>
                <LabIcon state={lab.state} />
                {lab.state === 'missing' ? (
                  <span>{lab.title}</span>
                ) : (
                  <button type="button" onClick={() => go({ name: 'lab', lab: lab.lab })}>
                    {titleOf(lab)}
                  </button>
                )}
                <span className="assignment-lab-state">{t(STATE_WORDS[lab.state])}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
      <div className="assignment-side">
        <p>{sumText(assignment, t)}</p>
        {words.work.kind === 'exam' ? (
          <ExamActs
            assignment={assignment}
            minutes={words.work.minutes}
            goOn={goOn}
            onBegun={() => {
              if (next !== null) go({ name: 'lab', lab: next.lab });
            }}
            onError={onError}
          />
        ) : (
          goOn
        )}
        <IconButton small label={t('assignments.remove', { title: words.title })} icon={<Trash2 size={14} />} onPress={() => setRemoving(true)} />
      </div>
      {removing && (
        <Confirm
          title={t('assignments.remove-title', { title: words.title })}
          open
          confirm={t('assignments.remove-do')}
          danger
          onConfirm={() => {
            onError(null);
            connection.call((host) => host.assignments.remove({ id: words.id })).catch((thrown: unknown) => onError(toCodedError(thrown)));
          }}
          onClose={() => setRemoving(false)}
        >
          <p>{t('assignments.remove-text')}</p>
        </Confirm>
      )}
    </article>
  );
}

function LabIcon({ state }: { state: AssignmentView['labs'][number]['state'] }) {
  switch (state) {
    case 'passed': return <CircleCheck size={14} aria-hidden="true" />;
    case 'started': return <CircleDot size={14} aria-hidden="true" />;
    case 'new': return <Circle size={14} aria-hidden="true" />;
    case 'missing': return <CircleAlert size={14} aria-hidden="true" />;
  }
}

function dueText({ words, state, doneAt }: AssignmentView, t: T): string {
  if (doneAt !== null) return t('assignments.done-at', { date: momentOf(doneAt, t) });
  return t(state === 'overdue' ? 'assignments.was-due' : 'assignments.due', { date: momentOf(words.dueAt, t) });
}

function sumText({ state, passed, labs }: AssignmentView, t: T): string {
  if (state === 'done') return t('assignments.state-done');
  return state === 'late' ? t('assignments.state-late') : t('assignments.state-open', { passed, labs: labs.length });
}
