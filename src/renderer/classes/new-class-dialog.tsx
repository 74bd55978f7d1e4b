/** Asks for the name of a new class and makes it. */
import { useState } from 'react';
import { Form, Input, Label, Text, TextField } from 'react-aria-components';
import type { CodedError } from '../../shared/messages.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { toCodedError } from '../transport/coded-error.ts';
import { useConnection } from '../transport/use-backend.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useWords } from '../words/words-context.tsx';

/** As core takes it. */
const MOST_CHARACTERS = 60;

export function NewClassDialog({ onMade, onClose }: { onMade(name: string): void; onClose(): void }) {
  const t = useWords();
  const connection = useConnection();
  const [name, setName] = useState('');
  const [error, setError] = useState<CodedError | null>(null);
  const make = (): void => {
    const wanted = name.trim();
    setError(null);
    connection.call((host) => host.classes.create({ name: wanted })).then(() => onMade(wanted), (thrown: unknown) => setError(toCodedError(thrown)));
  };
  return (
    <Dialog title={t('classes.new-title')} open onClose={onClose} size="small">
      <Form
        className="class-form"
        onSubmit={(event) => {
          event.preventDefault();
          make();
        }}
      >
        <TextField className="trust-name" value={name} onChange={setName} maxLength={MOST_CHARACTERS} autoFocus>
          <Label>{t('classes.name')}</Label>
          <Input className="text-input" spellCheck="false" />
          <Text slot="description">{t('classes.name-about')}</Text>
        </TextField>
        {error !== null && <ErrorCard error={error} />}
        <div className="pack-buttons">
          <Button kind="primary" type="submit" isDisabled={name.trim() === ''}>
            {t('classes.create')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
