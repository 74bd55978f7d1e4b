/** Asks for a terminal's name. */
import { useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { AskDialog } from '../../ui/ask-dialog.tsx';
import { useWords } from '../../words/words-context.tsx';

/** The contract's limit, in UTF-16 units. */
const MOST_CHARACTERS = 40;

export interface RenameDialogProps {
  title: string;
  onClose(): void;
  onName(name: string): void;
}

export function RenameDialog({ title, onClose, onName }: RenameDialogProps) {
  const t = useWords();
  const [name, setName] = useState(title);
  const rename = (): void => {
    onName(name);
    onClose();
  };
  return (
    <AskDialog title={t('terminal.rename-the-terminal')} act={t('terminal.rename')} onSubmit={rename} onClose={onClose}>
      <TextField autoFocus className="new-file" value={name} onChange={setName} maxLength={MOST_CHARACTERS}>
        <Label>{t('terminal.name-leave-it-empty-for')}</Label>
        <Input className="text-input" spellCheck="false" onFocus={(event) => event.currentTarget.select()} />
      </TextField>
    </AskDialog>
  );
}
