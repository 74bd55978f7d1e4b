/** Asks for the name of a new file. */
import { useState } from 'react';
import { FieldError, Form, Input, Label, TextField } from 'react-aria-components';
import { type CodedError, describeError } from '../../../shared/messages.ts';
import { toCodedError } from '../../transport/coded-error.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import type { WorkspaceFiles } from './workspace-files.ts';

export interface NewFileDialogProps {
  files: WorkspaceFiles;
  onClose(): void;
  onMade(path: string): void;
}

export function NewFileDialog({ files, onClose, onMade }: NewFileDialogProps) {
  const [path, setPath] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const make = async (): Promise<void> => {
    const name = path.trim();
    if (name === '') return;
    try {
      await files.create(name);
      onMade(name);
    } catch (thrown) {
      setFault(words(toCodedError(thrown)));
    }
  };
  return (
    <Dialog
      title="New file"
      open
      onClose={onClose}
      size="small"
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" form="new-file" isDisabled={path.trim() === ''}>
            Create
          </Button>
        </>
      }
    >
      <Form
        id="new-file"
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
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
          <Label>Name, with folders if you like</Label>
          <Input className="text-input" placeholder="src/orders.js" spellCheck="false" />
          <FieldError>{fault}</FieldError>
        </TextField>
      </Form>
    </Dialog>
  );
}

function words(error: CodedError): string {
  if (error.code === 'FILE_CHANGED') return 'There is a file with this name already.';
  const { title, text } = describeError(error);
  return `${title}. ${text}`;
}
