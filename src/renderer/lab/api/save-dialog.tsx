/** Asks what a request shall be called in the learner's file. */
import { useState } from 'react';
import { Form, Input, Label, TextField } from 'react-aria-components';
import { REQUESTS_FILE } from '../../../shared/api-client/request-format.ts';
import { ErrorCard } from '../../errors/error-card.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useApi, useApiState } from './use-api.ts';

export function SaveDialog({ name: first, onClose }: { name: string; onClose(): void }) {
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
      title="Save the request"
      open
      onClose={onClose}
      size="small"
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" form="save-request" isDisabled={name.trim() === ''}>
            Save
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
          <Label>Name</Label>
          <Input className="text-input" onFocus={(event) => event.target.select()} />
        </TextField>
        <p className="api-note">It is written into {REQUESTS_FILE}, beside your code.</p>
        {tried && fault !== null && <ErrorCard error={fault} level={0} />}
      </Form>
    </Dialog>
  );
}
