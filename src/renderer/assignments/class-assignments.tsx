/** The assignments of a class: made here, saved for the learners, and who has done what of each. */
import { ClipboardPlus, Download, PencilLine, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { AssignmentWords } from '../../shared/assignments-contract.ts';
import type { ClassView } from '../../shared/class-contract.ts';
import type { CodedError } from '../../shared/messages.ts';
import type { MessageKey } from '../../shared/words/language-pack.ts';
import { lasts } from '../exam/exam-acts.tsx';
import { soundnessWords } from '../classes/finding-words.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { toCodedError } from '../transport/coded-error.ts';
import { useConnection } from '../transport/use-backend.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { Confirm } from '../ui/dialog.tsx';
import { useWords } from '../words/words-context.tsx';
import { AssignDialog } from './assign-dialog.tsx';
import { momentOf } from './moment.ts';
import './assignments.css';

type Assigned = ClassView['assignments'][number];

const ROW_WORDS = { open: 'assignments.row-open', done: 'assignments.row-done', late: 'assignments.row-late', overdue: 'assignments.row-overdue' } satisfies Record<Assigned['rows'][number]['state'], MessageKey>;

export function ClassAssignments({ name, assignments, onTold }: { name: string; assignments: readonly Assigned[]; onTold(text: string): void }) {
  const t = useWords();
  const connection = useConnection();
  const [making, setMaking] = useState<AssignmentWords | 'new' | null>(null);
  const [removing, setRemoving] = useState<AssignmentWords | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  const save = async ({ id }: AssignmentWords): Promise<void> => {
    setError(null);
    try {
      const chosen = await connection.main.chooseFile({ name: `${id}.bbassign` });
      if (chosen === null) return;
      await connection.call((host) => host.classes.saveAssignment({ name, id, token: chosen.token }));
      onTold(t('assignments.saved', { file: chosen.path.replace(/^.*[/\\]/, '') }));
    } catch (thrown) {
      setError(toCodedError(thrown));
    }
  };
  const [first] = assignments;
  return (
    <section className="class-assignments" aria-labelledby="class-assignments">
      <div className="class-acts">
        <h2 id="class-assignments">{t('assignments.of-class')}</h2>
        <Button icon={<ClipboardPlus size={15} />} onPress={() => setMaking('new')}>
          {t('assignments.new')}
        </Button>
      </div>
      {first !== undefined && (
        <p className="class-key">
          {t('assignments.key-of-class')} <code>{first.fingerprint}</code> <CopyButton what={t('assignments.what-key')} text={first.fingerprint} />
        </p>
      )}
      {error !== null && <ErrorCard error={error} level={3} />}
      {assignments.map(({ words, rows }) => (
        <article key={words.id} className="class-assignment" aria-labelledby={`assigned-${words.id}`}>
          <div className="class-acts">
            <h3 id={`assigned-${words.id}`}>{words.title}</h3>
            <Button small icon={<Download size={14} />} onPress={() => void save(words)}>
              {t('assignments.save-file')}
            </Button>
            <Button small kind="quiet" icon={<PencilLine size={14} />} onPress={() => setMaking(words)}>
              {t('assignments.change')}
            </Button>
            <IconButton small label={t('assignments.remove', { title: words.title })} icon={<Trash2 size={14} />} onPress={() => setRemoving(words)} />
          </div>
          <p className="packs-about">
            {words.work.kind === 'exam' && `${t('exam.exam-of', { time: lasts(words.work.minutes, t) })}. `}
            {t('assignments.due', { date: momentOf(words.dueAt, t) })}. {words.labs.map((lab) => (lab.variant === null ? lab.title : `${lab.title} (${lab.variant})`)).join(', ')}
            {rows.length > 0 && `. ${t('assignments.rows-of', { done: rows.filter(({ doneAt }) => doneAt !== null).length, learners: rows.length })}`}
          </p>
          {rows.length > 0 && <Rows title={words.title} rows={rows} isExam={words.work.kind === 'exam'} />}
        </article>
      ))}
      {making !== null && (
        <AssignDialog
          name={name}
          replaces={making === 'new' ? null : making}
          onMade={(title) => {
            setMaking(null);
            onTold(t('assignments.made', { title }));
          }}
          onClose={() => setMaking(null)}
        />
      )}
      {removing !== null && (
        <Confirm
          title={t('assignments.remove-title', { title: removing.title })}
          open
          confirm={t('assignments.remove-do')}
          danger
          onConfirm={() => {
            setError(null);
            connection.call((host) => host.classes.unassign({ name, id: removing.id })).catch((thrown: unknown) => setError(toCodedError(thrown)));
          }}
          onClose={() => setRemoving(null)}
        >
          <p>{t('assignments.unassign-text')}</p>
        </Confirm>
      )}
    </section>
  );
}

function Rows({ title, rows, isExam }: { title: string; rows: Assigned['rows']; isExam: boolean }) {
  const t = useWords();
  return (
    <div className="class-table" role="region" tabIndex={0} aria-label={title}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('assignments.column-learner')}</th>
            <th scope="col" className="number">{t('assignments.column-passed')}</th>
            <th scope="col">{t('assignments.column-state')}</th>
            <th scope="col">{t('assignments.column-done')}</th>
            {isExam && (
              <>
                <th scope="col">{t('exam.column-begun')}</th>
                <th scope="col">{t('exam.column-handed-in')}</th>
                <th scope="col" className="number">{t('exam.column-help')}</th>
                <th scope="col" className="number">{t('exam.column-before')}</th>
              </>
            )}
            <th scope="col">{t('classes.column-history')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.device}>
              <th scope="row">{row.name}</th>
              <td className="number">{`${String(row.labsPassed)} / ${String(row.labs)}`}</td>
              <td>{t(ROW_WORDS[row.state])}</td>
              <td>{row.doneAt === null ? '' : momentOf(row.doneAt, t)}</td>
              {isExam && (
                <>
                  <td>{row.exam === null ? '' : momentOf(row.exam.begunAt, t)}</td>
                  <td>{row.exam === null || row.exam.handedInAt === null ? '' : momentOf(row.exam.handedInAt, t)}</td>
                  <td className="number">{row.exam?.helped ?? ''}</td>
                  <td className="number">{row.exam?.workedBefore ?? ''}</td>
                </>
              )}
              <td>{soundnessWords(row.soundness, t)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
