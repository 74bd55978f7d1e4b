/** A small dialog that asks for something: a form whose button, and the Enter key, do what was asked. */
import { type ReactNode, useId } from 'react';
import { Form } from 'react-aria-components';
import { useWords } from '../words/words-context.tsx';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

export interface AskDialogProps {
  title: string;
  /** The word on the button that does it. */
  act: string;
  danger?: boolean;
  disabled?: boolean;
  onSubmit(): void;
  onClose(): void;
  /** The fields, and why it could not be done. */
  children: ReactNode;
}

export function AskDialog({ title, act, danger = false, disabled = false, onSubmit, onClose, children }: AskDialogProps) {
  const t = useWords();
  const form = useId();
  return (
    <Dialog
      title={title}
      open
      onClose={onClose}
      size="small"
      actions={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button kind={danger ? 'danger' : 'primary'} type="submit" form={form} isDisabled={disabled}>
            {act}
          </Button>
        </>
      }
    >
      <Form
        id={form}
        className="ask-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!disabled) onSubmit();
        }}
      >
        {children}
      </Form>
    </Dialog>
  );
}
