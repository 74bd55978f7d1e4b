/** Verifies a certificate that was chosen or dropped. */
import { BadgeCheck, FolderOpen } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import type { CertificateView } from '../../shared/certificate-contract.ts';
import type { CodedError } from '../../shared/messages.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { toCodedError } from '../transport/coded-error.ts';
import { useConnection } from '../transport/use-backend.ts';
import { useAnnounce } from '../ui/announce.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useWords } from '../words/words-context.tsx';
import { CertificateFacts } from './certificate-facts.tsx';
import './certificates.css';

export default function VerifyDialog({ onClose }: { onClose(): void }) {
  const t = useWords();
  const connection = useConnection();
  const announce = useAnnounce();
  const [found, setFound] = useState<CertificateView | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  const [over, setOver] = useState(false);
  const look = (ask: () => Promise<string | null>): void => {
    const act = async (): Promise<void> => {
      const token = await ask();
      if (token === null) return;
      setError(null);
      setFound(null);
      setFound(await connection.call((host) => host.certificates.verify({ token })));
      announce(t('certificates.genuine'));
    };
    act().catch((thrown: unknown) => setError(toCodedError(thrown)));
  };
  const onDrag = (event: DragEvent): void => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setOver(event.type === 'dragover');
    const files = [...event.dataTransfer.files].slice(0, 1);
    if (event.type === 'drop') look(async () => (await window.backbench.dropped(files))[0] ?? null);
  };
  return (
    <Dialog title={t('certificates.check-title')} open onClose={onClose}>
      <div className="certificate certificate-drop" data-over={over} onDragOver={onDrag} onDrop={onDrag} onDragLeave={() => setOver(false)}>
        <p>{t('certificates.check-about')}</p>
        <div className="certificate-acts">
          <Button kind="primary" icon={<FolderOpen size={15} />} onPress={() => look(async () => (await connection.main.chooseCertificate())?.token ?? null)}>
            {t('certificates.choose')}
          </Button>
        </div>
        {error !== null && <ErrorCard error={error} />}
        {found !== null && (
          <>
            <h3 className="certificate-genuine">
              <BadgeCheck size={18} aria-hidden="true" /> {t('certificates.genuine')}
            </h3>
            <CertificateFacts certificate={found} />
          </>
        )}
      </div>
    </Dialog>
  );
}
