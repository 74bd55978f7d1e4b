/** Two versions of one file, beside each other, and the choice which to go on with. The other is kept. */
import { useState } from 'react';
import type { CodedError } from '../../../shared/messages.ts';
import './files.css';
import { ErrorCard } from '../../errors/error-card.tsx';
import { toCodedError } from '../../transport/coded-error.ts';
import { useAnnounce } from '../../ui/announce.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Comparison } from './comparison.tsx';
import type { OpenDocument } from './open-document.ts';
import type { WorkspaceFiles } from './workspace-files.ts';

export default function ConflictDialog({ document, files }: { document: OpenDocument; files: WorkspaceFiles }) {
  const announce = useAnnounce();
  const [error, setError] = useState<CodedError | null>(null);
  const [open, setOpen] = useState(true);
  const settle = (choice: 'mine' | 'theirs'): void => {
    setError(null);
    files.settle(document, choice).then(
      (kept) => announce(`The other version is kept as ${kept}`),
      (thrown: unknown) => setError(toCodedError(thrown)),
    );
  };
  if (!open) {
    return (
      <div className="conflict-note" role="alert">
        <span>Another program changed {document.path} while you edited it.</span>
        <Button small onPress={() => setOpen(true)}>
          Compare and choose
        </Button>
      </div>
    );
  }
  return (
    <Dialog
      title={`${document.path} changed in two places`}
      open
      size="wide"
      onClose={() => setOpen(false)}
      actions={
        <>
          <Button onPress={() => setOpen(false)}>Decide later</Button>
          <Button onPress={() => settle('theirs')}>Use the other version</Button>
          <Button kind="primary" onPress={() => settle('mine')}>
            Keep mine
          </Button>
        </>
      }
    >
      <p>Another program changed this file while you edited it here. Choose which version to go on with. The other one is kept beside it, under a name of its own.</p>
      {error !== null && <ErrorCard error={error} />}
      <Comparison
        path={document.path}
        left={{ name: 'Yours', label: 'Your version', text: document.text }}
        right={{ name: 'The other version', label: 'The other version', text: document.theirs ?? '' }}
      />
    </Dialog>
  );
}
