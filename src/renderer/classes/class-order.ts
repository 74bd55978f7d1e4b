/** Which learners of a class are shown, and in which order. */
import type { ClassLearnerView } from '../../shared/class-contract.ts';

export const CLASS_COLUMNS = ['name', 'now', 'stuck', 'labs', 'steps', 'attempts', 'hints', 'time', 'last', 'history'] as const;
export type ClassColumn = (typeof CLASS_COLUMNS)[number];

export interface ClassOrder {
  column: ClassColumn;
  direction: 'ascending' | 'descending';
}

export const CLASS_FILTERS = ['all', 'stuck', 'doubt'] as const;
export type ClassFilter = (typeof CLASS_FILTERS)[number];

/** Numbers are wanted largest first, names from A. */
export const firstDirection = (column: ClassColumn): ClassOrder['direction'] => (column === 'name' || column === 'now' ? 'ascending' : 'descending');

/** @param typed a part of a learner's name or of the title of the lab they are in */
export function shownLearners(learners: readonly ClassLearnerView[], filter: ClassFilter, typed: string, order: ClassOrder): ClassLearnerView[] {
  const wanted = typed.trim().toLocaleLowerCase();
  const fits = ({ name, current, soundness }: ClassLearnerView): boolean => {
    if (filter === 'stuck' && (current?.stuck ?? null) === null) return false;
    if (filter === 'doubt' && soundness === 'sound') return false;
    return `${name} ${current?.title ?? ''}`.toLocaleLowerCase().includes(wanted);
  };
  const sign = order.direction === 'ascending' ? 1 : -1;
  return learners.filter(fits).toSorted((a, b) => sign * compare(keyOf(a, order.column), keyOf(b, order.column)) || a.name.localeCompare(b.name) || compare(a.device, b.device));
}

const SOUNDNESS = { sound: 0, 'times-unsure': 1, tampered: 2 } as const;

function keyOf(row: ClassLearnerView, column: ClassColumn): string | number {
  switch (column) {
    case 'name': return row.name;
    case 'now': return row.current?.title ?? '';
    // Who has been held up for longest; attempts tell apart where no time was kept.
    case 'stuck': return row.current?.stuck ? row.current.stuck.seconds + row.current.stuck.attempts / 1_000 + 1 : 0;
    case 'labs': return row.labsPassed;
    case 'steps': return row.stepsPassed;
    case 'attempts': return row.attempts;
    case 'hints': return row.hints;
    case 'time': return row.seconds;
    case 'last': return row.lastAt ?? 0;
    case 'history': return SOUNDNESS[row.soundness];
  }
}

function compare(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b));
}
