/** Asks for a terminal's name. */
import { useState } from 'react';
import { Form, Input, Label, TextField } from 'react-aria-components';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
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
  return (
    <Dialog
      title={t('terminal.rename-the-terminal')}
      open
      onClose={onClose}
      size="small"
      actions={
        <>
          <Button onPress={onClose}>{t('terminal.cancel')}</Button>
          <Button kind="primary" type="submit" form="rename-terminal">
            {t('terminal.rename')}
          </Button>
        </>
      }
    >
      <Form
        id="rename-terminal"
        onSubmit={(event) => {
          event.preventDefault();
          onName(name);
          onClose();
        }}
      >
        <TextField autoFocus className="new-file" value={name} onChange={setName} maxLength={MOST_CHARACTERS}>
          <Label>{t('terminal.name-leave-it-empty-for')}</Label>
          <Input className="text-input" spellCheck="false" onFocus={(event) => event.currentTarget.select()} />
        </TextField>
      </Form>
    </Dialog>
  );
}
