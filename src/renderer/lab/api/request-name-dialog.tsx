/** Asks what a request shall be called: in the learner's file, or in the list before it is saved. */
import { useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { ErrorCard } from '../../errors/error-card.tsx';
import { AskDialog } from '../../ui/ask-dialog.tsx';
import { useApiState } from './use-api.ts';
import { useWords } from '../../words/words-context.tsx';

export interface RequestNameDialogProps {
  title: string;
  /** The word on the button. */
  act: string;
  /** What happens with the name; nothing where that is plain. */
  note?: string;
  initial: string;
  /** @returns false when it could not be done; the client's fault says why */
  onName(name: string): Promise<boolean>;
  onClose(): void;
}

export function RequestNameDialog({ title, act, note, initial, onName, onClose }: RequestNameDialogProps) {
  const t = useWords();
  const fault = useApiState((s) => s.fault);
  const [name, setName] = useState(initial);
  const [tried, setTried] = useState(false);
  const submit = async (): Promise<void> => {
    if (await onName(name)) onClose();
    else setTried(true);
  };
  return (
    <AskDialog title={title} act={act} disabled={name.trim() === ''} onSubmit={() => void submit()} onClose={onClose}>
      <TextField autoFocus className="new-file" value={name} onChange={setName} maxLength={120}>
        <Label>{t('api.name')}</Label>
        <Input className="text-input" onFocus={(event) => event.target.select()} />
      </TextField>
      {note !== undefined && <p className="api-note">{note}</p>}
      {tried && fault !== null && <ErrorCard error={fault} level={0} />}
    </AskDialog>
  );
}
