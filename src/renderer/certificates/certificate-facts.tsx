/** What a certificate says, who signed it, and what that proves. */
import type { CertificateView } from '../../shared/certificate-contract.ts';
import { stageTitle } from '../../shared/messages.ts';
import { useWords } from '../words/words-context.tsx';

export function CertificateFacts({ certificate }: { certificate: CertificateView }) {
  const t = useWords();
  const { name, stage, labs, issuedAt, className, signer, ownKey } = certificate;
  const what = stage === null ? t('certificates.the-course') : t('certificates.stage', { stage: stageTitle(stage, t.table) });
  const date = t.date(issuedAt, { dateStyle: 'long' });
  return (
    <>
      <p className="certificate-says">{t('certificates.says', { name, what, labs: labs.length })}</p>
      <ul className="certificate-labs">
        {labs.map((lab) => (
          <li key={lab.title}>
            {lab.title} <small>{t.date(lab.passedAt, { dateStyle: 'medium' })}</small>
          </li>
        ))}
      </ul>
      <p>{className === null ? t('certificates.issued-own', { date }) : t('certificates.issued-class', { name: className, date })}</p>
      <p>
        {t('certificates.key')} <code>{signer}</code>
      </p>
      <p>
        {ownKey && `${t('certificates.key-own')} `}
        {className === null ? t('certificates.key-learner') : t('certificates.key-class')}
      </p>
    </>
  );
}
