/** A check's state in icon and word. */
import { Circle, CircleCheck, CircleDot, Wrench } from 'lucide-react';
import { checkStateWord } from '../../../shared/messages.ts';
import type { CheckView } from '../../../shared/views.ts';
import { Spinner } from '../../ui/spinner.tsx';
import { useWords } from '../../words/words-context.tsx';

const ICONS: Readonly<Record<CheckView['state'], typeof Circle | null>> = {
  untried: Circle,
  running: null,
  passed: CircleCheck,
  'not-yet': CircleDot,
  broken: Wrench,
};

export function CheckIcon({ state }: { state: CheckView['state'] }) {
  const Icon = ICONS[state];
  return (
    <span className="check-icon" data-state={state}>
      {Icon === null ? <Spinner size={16} /> : <Icon size={16} aria-hidden="true" />}
    </span>
  );
}

export function CheckWord({ state }: { state: CheckView['state'] }) {
  const t = useWords();
  return (
    <span className="check-word" data-state={state}>
      {checkStateWord(state, t.table)}
    </span>
  );
}
