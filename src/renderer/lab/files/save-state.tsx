/** Whether the file is on the disk, in words. */
import { Check, CircleAlert, CircleDot } from 'lucide-react';
import { Spinner } from '../../ui/spinner.tsx';
import type { DocumentState, OpenDocument } from './open-document.ts';
import { useWords } from '../../words/words-context.tsx';
import type { MessageKey } from '../../../shared/words/language-pack.ts';

const WORDS: Readonly<Record<DocumentState, MessageKey>> = {
  saved: 'files.state-saved',
  unsaved: 'files.state-unsaved',
  saving: 'files.state-saving',
  conflict: 'files.state-conflict',
  failed: 'files.state-failed',
};

export function SaveState({ document }: { document: OpenDocument }) {
  const t = useWords();
  const { state } = document;
  return (
    <span className="save-state" data-state={state}>
      {state === 'saved' && <Check size={13} aria-hidden="true" />}
      {state === 'unsaved' && <CircleDot size={13} aria-hidden="true" />}
      {state === 'saving' && <Spinner size={12} />}
      {(state === 'conflict' || state === 'failed') && <CircleAlert size={13} aria-hidden="true" />}
      <span>{t(WORDS[state])}</span>
    </span>
  );
}
