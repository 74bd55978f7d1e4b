/** Asks what a request shall be called in the learner's file. */
import { useState } from 'react';
import { Form, Input, Label, TextField } from 'react-aria-components';
import { REQUESTS_FILE } from '../../../shared/api-client/request-format.ts';
import { ErrorCard } from '../../errors/error-card.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useApi, useApiState } from './use-api.ts';
import { useWords } from '../../words/words-context.tsx';

export function SaveDialog({ name: first, onClose }: { name: string; onClose(): void }) {
  const t = useWords();
  const api = useApi();
  const fault = useApiState((s) => s.fault);
  const [name, setName] = useState(first);
  const [tried, setTried] = useState(false);
  const save = async (): Promise<void> => {
    if (await api.save(name)) onClose();
    else setTried(true);
  };
  return (
    <Dialog
      title={t('api.save-the-request')}
      open
      onClose={onClose}
      size="small"
      actions={
        <>
          <Button onPress={onClose}>{t('api.cancel')}</Button>
          <Button kind="primary" type="submit" form="save-request" isDisabled={name.trim() === ''}>
            {t('api.save')}
          </Button>
        </>
      }
    >
      <Form
        id="save-request"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextField autoFocus className="new-file" value={name} onChange={setName} maxLength={120}>
          <Label>{t('api.name')}</Label>
          <Input className="text-input" onFocus={(event) => event.target.select()} />
        </TextField>
        <p className="api-note">{t('api.it-is-written-into-beside', { REQUESTSFILE: REQUESTS_FILE })}</p>
        {tried && fault !== null && <ErrorCard error={fault} level={0} />}
      </Form>
    </Dialog>
  );
}
