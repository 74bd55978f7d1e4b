/** Modal dialogs: one frame for all, and the short form that asks before something is lost. */
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Button, IconButton } from './button.tsx';
import { useWords } from '../words/words-context.tsx';
import './dialog.css';

export interface DialogProps {
  title: string;
  open: boolean;
  onClose(): void;
  /** small for questions, medium for forms, wide for comparisons. */
  size?: 'small' | 'medium' | 'wide';
  /** Buttons at the end, the main one last. */
  actions?: ReactNode;
  /** An answer is needed: no close button, and a press outside does not close. Escape still does. */
  insist?: boolean;
  children: ReactNode;
}

export function Dialog({ title, open, onClose, size = 'medium', actions, insist = false, children }: DialogProps) {
  const t = useWords();
  return (
    <ModalOverlay
      className="scrim"
      isOpen={open}
      isDismissable={!insist}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
    >
      <Modal className={`dialog-frame dialog-${size}`}>
        <AriaDialog className="dialog" {...(insist ? { role: 'alertdialog' as const } : {})}>
          <header className="dialog-head">
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            {!insist && <IconButton small label={t('ui.close')} icon={<X size={16} />} onPress={onClose} />}
          </header>
          <div className="dialog-body">{children}</div>
          {actions !== undefined && <footer className="dialog-actions">{actions}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

export interface ConfirmProps {
  title: string;
  open: boolean;
  /** The word on the button that does it. */
  confirm: string;
  danger?: boolean;
  onConfirm(): void;
  onClose(): void;
  children: ReactNode;
}

export function Confirm({ title, open, confirm, danger = false, onConfirm, onClose, children }: ConfirmProps) {
  const t = useWords();
  return (
    <Dialog
      title={title}
      open={open}
      onClose={onClose}
      size="small"
      insist
      actions={
        <>
          <Button autoFocus onPress={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button
            kind={danger ? 'danger' : 'primary'}
            onPress={() => {
              onClose();
              onConfirm();
            }}
          >
            {confirm}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}
