/** Whether the file is on the disk, in words. */
import { Check, CircleAlert, CircleDot } from 'lucide-react';
import { Spinner } from '../../ui/spinner.tsx';
import type { DocumentState, OpenDocument } from './open-document.ts';

const WORDS: Readonly<Record<DocumentState, string>> = {
  saved: 'Saved',
  unsaved: 'Not saved yet',
  saving: 'Saving',
  conflict: 'Changed elsewhere',
  failed: 'Could not be saved',
};

export function SaveState({ document }: { document: OpenDocument }) {
  const { state } = document;
  return (
    <span className="save-state" data-state={state}>
      {state === 'saved' && <Check size={13} aria-hidden="true" />}
      {state === 'unsaved' && <CircleDot size={13} aria-hidden="true" />}
      {state === 'saving' && <Spinner size={12} />}
      {(state === 'conflict' || state === 'failed') && <CircleAlert size={13} aria-hidden="true" />}
      <span>{WORDS[state]}</span>
    </span>
  );
}
