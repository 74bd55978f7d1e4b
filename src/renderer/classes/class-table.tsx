/** The learners of a class in a table that can be sorted and searched. */
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useState } from 'react';
import { Input, SearchField } from 'react-aria-components';
import type { ClassLab, ClassLearnerView } from '../../shared/class-contract.ts';
import type { MessageKey } from '../../shared/words/language-pack.ts';
import { Button } from '../ui/button.tsx';
import { Choice } from '../ui/choice.tsx';
import { type T, useWords } from '../words/words-context.tsx';
import { CLASS_COLUMNS, CLASS_FILTERS, type ClassColumn, type ClassFilter, type ClassOrder, firstDirection, shownLearners } from './class-order.ts';
import { soundnessWords } from './finding-words.ts';

const COLUMN_WORDS: Readonly<Record<ClassColumn, MessageKey>> = {
  name: 'classes.column-name', now: 'classes.column-now', stuck: 'classes.column-stuck', labs: 'classes.column-labs', steps: 'classes.column-steps',
  attempts: 'classes.column-attempts', hints: 'classes.column-hints', time: 'classes.column-time', last: 'classes.column-last', history: 'classes.column-history',
};
const FILTER_WORDS: Readonly<Record<ClassFilter, MessageKey>> = { all: 'classes.show-all', stuck: 'classes.show-stuck', doubt: 'classes.show-doubt' };
const NUMBERS: ReadonlySet<ClassColumn> = new Set(['labs', 'steps', 'attempts', 'hints', 'time']);

export interface ClassTableProps {
  name: string;
  learners: readonly ClassLearnerView[];
  onOpen(device: string): void;
}

export function ClassTable({ name, learners, onOpen }: ClassTableProps) {
  const t = useWords();
  const [typed, setTyped] = useState('');
  const [filter, setFilter] = useState<ClassFilter>('all');
  const [order, setOrder] = useState<ClassOrder>({ column: 'name', direction: 'ascending' });
  const shown = shownLearners(learners, filter, typed, order);
  const sortBy = (column: ClassColumn): void =>
    setOrder((last) => (last.column !== column ? { column, direction: firstDirection(column) } : { column, direction: last.direction === 'ascending' ? 'descending' : 'ascending' }));
  return (
    <>
      <div className="class-filters">
        <SearchField className="class-find" aria-label={t('classes.find')} value={typed} onChange={setTyped}>
          <Input className="text-input" placeholder={t('classes.find')} />
        </SearchField>
        <Choice label={t('classes.show')} value={filter} options={CLASS_FILTERS.map((id) => ({ id, label: t(FILTER_WORDS[id]) }))} onChange={(id) => setFilter(id as ClassFilter)} />
        <p role="status">{t('classes.shown', { shown: shown.length, all: learners.length })}</p>
      </div>
      <div className="class-table" role="region" tabIndex={0} aria-label={t('classes.table', { name })}>
        <table>
          <thead>
            <tr>
              {CLASS_COLUMNS.map((column) => (
                <th key={column} scope="col" aria-sort={order.column === column ? order.direction : 'none'} className={NUMBERS.has(column) ? 'number' : undefined}>
                  <button type="button" aria-label={t('classes.sort-by', { column: t(COLUMN_WORDS[column]) })} onClick={() => sortBy(column)}>
                    {t(COLUMN_WORDS[column])}
                    {order.column === column && (order.direction === 'ascending' ? <ArrowUp size={12} aria-hidden="true" /> : <ArrowDown size={12} aria-hidden="true" />)}
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.device}>
                <th scope="row">
                  <Button kind="quiet" small onPress={() => onOpen(row.device)}>
                    {row.name}
                  </Button>
                </th>
                <td>{row.current === null ? t('classes.not-begun') : <Now lab={row.current} />}</td>
                <td>{row.current === null ? t('classes.not-stuck') : <Stuck lab={row.current} />}</td>
                <td className="number">{row.labsPassed}</td>
                <td className="number">{row.stepsPassed}</td>
                <td className="number">{row.attempts}</td>
                <td className="number">{row.hints}</td>
                <td className="number">{t.workTime(row.seconds)}</td>
                <td>{row.lastAt === null ? '' : t.date(row.lastAt, { dateStyle: 'medium', timeStyle: 'short' })}</td>
                <td>
                  <span className="class-history" data-soundness={row.soundness}>
                    {soundnessWords(row.soundness, t)}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {shown.length === 0 && <p className="class-none-fit">{t('classes.none-fit')}</p>}
      </div>
    </>
  );
}

function Now({ lab }: { lab: ClassLab }) {
  const t = useWords();
  return (
    <>
      {lab.title}
      {lab.variant !== '' && ` (${lab.variant})`}
      <small>{lab.state === 'passed' ? t('classes.passed') : stepsText(lab, t)}</small>
    </>
  );
}

export function Stuck({ lab: { stuck } }: { lab: ClassLab }) {
  const t = useWords();
  if (stuck === null) return t('classes.not-stuck');
  return (
    <span className="class-stuck">
      {stuck.title ?? stuck.check}
      <small>{t('classes.stuck-for', { attempts: stuck.attempts, time: t.workTime(stuck.seconds), hints: stuck.hints })}</small>
    </span>
  );
}

export function stepsText({ stepsPassed, steps }: ClassLab, t: T): string {
  return steps === null ? t('classes.steps-known', { passed: stepsPassed }) : t('classes.steps-of', { passed: stepsPassed, steps });
}
