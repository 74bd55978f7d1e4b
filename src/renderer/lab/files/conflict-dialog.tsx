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
import { useWords } from '../../words/words-context.tsx';

export default function ConflictDialog({ document, files }: { document: OpenDocument; files: WorkspaceFiles }) {
  const t = useWords();
  const announce = useAnnounce();
  const [error, setError] = useState<CodedError | null>(null);
  const [open, setOpen] = useState(true);
  const settle = (choice: 'mine' | 'theirs'): void => {
    setError(null);
    files.settle(document, choice).then(
      (kept) => announce(t('files.the-other-version-is-kept', { kept })),
      (thrown: unknown) => setError(toCodedError(thrown)),
    );
  };
  if (!open) {
    return (
      <div className="conflict-note" role="alert">
        <span>{t('files.another-program-changed-while-you', { path: document.path })}</span>
        <Button small onPress={() => setOpen(true)}>
          {t('files.compare-and-choose')}
        </Button>
      </div>
    );
  }
  return (
    <Dialog
      title={t('files.changed-in-two-places', { path: document.path })}
      open
      size="wide"
      onClose={() => setOpen(false)}
      actions={
        <>
          <Button onPress={() => setOpen(false)}>{t('files.decide-later')}</Button>
          <Button onPress={() => settle('theirs')}>{t('files.use-the-other-version')}</Button>
          <Button kind="primary" onPress={() => settle('mine')}>
            {t('files.keep-mine')}
          </Button>
        </>
      }
    >
      <p>{t('files.another-program-changed-this-file')}</p>
      {error !== null && <ErrorCard error={error} />}
      <Comparison
        path={document.path}
        left={{ name: t('files.yours'), label: t('files.your-version'), text: document.text }}
        right={{ name: t('files.other-version'), label: t('files.other-version'), text: document.theirs ?? '' }}
      />
    </Dialog>
  );
}
