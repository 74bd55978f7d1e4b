/** Asks for the path of a file: of a new one, or another for one that is there. */
import { useState } from 'react';
import { FieldError, Input, Label, TextField } from 'react-aria-components';
import { type CodedError, describeError } from '../../../shared/messages.ts';
import { toCodedError } from '../../transport/coded-error.ts';
import { AskDialog } from '../../ui/ask-dialog.tsx';
import { type T, useWords } from '../../words/words-context.tsx';

export interface FileNameDialogProps {
  title: string;
  /** The word on the button. */
  act: string;
  initial: string;
  /** @throws FILE_CHANGED when the name is taken, PATH_REFUSED, … */
  onName(path: string): Promise<void>;
  onClose(): void;
}

export function FileNameDialog({ title, act, initial, onName, onClose }: FileNameDialogProps) {
  const t = useWords();
  const [path, setPath] = useState(initial);
  const [fault, setFault] = useState<string | null>(null);
  const name = path.trim();
  const submit = async (): Promise<void> => {
    try {
      if (name !== initial) await onName(name);
      onClose();
    } catch (thrown) {
      setFault(words(toCodedError(thrown), t));
    }
  };
  return (
    <AskDialog title={title} act={act} disabled={name === ''} onSubmit={() => void submit()} onClose={onClose}>
      <TextField
        autoFocus
        className="new-file"
        value={path}
        onChange={(text) => {
          setPath(text);
          setFault(null);
        }}
        isInvalid={fault !== null}
      >
        <Label>{t('files.name-with-folders-if-you')}</Label>
        <Input
          className="text-input"
          placeholder="src/orders.js"
          spellCheck="false"
          // The name without its folder and ending is what is mostly changed.
          onFocus={({ currentTarget }) => currentTarget.setSelectionRange(initial.lastIndexOf('/') + 1, endOfName(initial))}
        />
        <FieldError>{fault}</FieldError>
      </TextField>
    </AskDialog>
  );
}

function endOfName(path: string): number {
  const dot = path.lastIndexOf('.');
  return dot > path.lastIndexOf('/') + 1 ? dot : path.length;
}

function words(error: CodedError, t: T): string {
  if (error.code === 'FILE_CHANGED') return t('files.name-taken');
  const { title, text } = describeError(error, t.table);
  return t('files.fault', { title, text });
}
