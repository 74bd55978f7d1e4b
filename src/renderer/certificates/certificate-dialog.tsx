/** Makes a certificate for what is passed: saved where a person says, and printed. */
import { Award, Printer } from 'lucide-react';
import { useState } from 'react';
import type { CertificateView } from '../../shared/certificate-contract.ts';
import { type CodedError, stageTitle } from '../../shared/messages.ts';
import { STAGES } from '../../shared/stages.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { toCodedError } from '../transport/coded-error.ts';
import { useConnection } from '../transport/use-backend.ts';
import { useAnnounce } from '../ui/announce.tsx';
import { Button } from '../ui/button.tsx';
import { Choice } from '../ui/choice.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useWords } from '../words/words-context.tsx';
import { CertificateFacts } from './certificate-facts.tsx';
import './certificates.css';

const COURSE = 'course';
/** What some file system does not take in a name. */
const NOT_IN_NAMES = /[^\p{L}\p{M}\p{N} _-]+/gu;

export interface CertificateDialogProps {
  /** A learner of a class; null for one's own. */
  of: { className: string; device: string; name: string } | null;
  onClose(): void;
}

export default function CertificateDialog({ of, onClose }: CertificateDialogProps) {
  const t = useWords();
  const connection = useConnection();
  const announce = useAnnounce();
  const [wanted, setWanted] = useState<string>(COURSE);
  const [made, setMade] = useState<CertificateView | null>(null);
  const [told, setTold] = useState('');
  const [error, setError] = useState<CodedError | null>(null);
  const tell = (text: string): void => {
    setTold(text);
    announce(text);
  };
  const run = (act: () => Promise<void>): void => {
    setError(null);
    setTold('');
    act().catch((thrown: unknown) => setError(toCodedError(thrown)));
  };
  const stage = STAGES.find((each) => each === wanted) ?? null;
  const save = (): void =>
    run(async () => {
      setMade(null);
      const name = `${of?.name ?? ''} ${stage ?? COURSE}`.replaceAll(NOT_IN_NAMES, ' ').trim();
      const chosen = await connection.main.chooseFile({ name: t('certificates.file', { name }) });
      if (chosen === null) return;
      setMade(await connection.call((host) => host.certificates.create({ stage, token: chosen.token, of: of === null ? null : { className: of.className, device: of.device } })));
      tell(t('certificates.saved', { file: chosen.path.replace(/^.*[/\\]/, '') }));
    });
  const print = (html: string): void =>
    run(async () => {
      const { printed } = await connection.main.print({ html });
      tell(printed ? t('certificates.printed') : t('certificates.not-printed'));
    });
  const options = [{ id: COURSE, label: t('certificates.course') }, ...STAGES.map((id) => ({ id, label: stageTitle(id, t.table) }))];
  return (
    <Dialog title={of === null ? t('certificates.own-title') : t('certificates.class-title', { name: of.name })} open onClose={onClose}>
      <div className="certificate">
        <p>{of === null ? t('certificates.own-about') : t('certificates.class-about')}</p>
        <div className="certificate-acts">
          <span aria-hidden="true">{t('certificates.for')}</span>
          <Choice label={t('certificates.for')} value={wanted} options={options} onChange={setWanted} />
        </div>
        <div className="certificate-acts">
          <Button kind="primary" icon={<Award size={15} />} onPress={save}>
            {t('certificates.save')}
          </Button>
          {made !== null && (
            <Button icon={<Printer size={15} />} onPress={() => print(made.html)}>
              {t('certificates.print')}
            </Button>
          )}
        </div>
        {told !== '' && <p className="certificate-told">{told}</p>}
        {error !== null && <ErrorCard error={error} />}
        {made !== null && <CertificateFacts certificate={made} />}
      </div>
    </Dialog>
  );
}
