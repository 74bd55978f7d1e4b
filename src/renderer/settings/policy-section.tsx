/** What an administrator has set for this computer, and where it stands. */
import type { PolicyView } from '../../shared/policy.ts';
import type { MessageKey } from '../../shared/words/language-pack.ts';
import { useWords } from '../words/words-context.tsx';

const ENGINE: Record<NonNullable<PolicyView['engine']>, MessageKey> = {
  auto: 'settings.automatic', docker: 'settings.docker-only', native: 'settings.native-services-only',
};

export function PolicySection({ policy }: { policy: PolicyView }) {
  const t = useWords();
  return (
    <section className="settings-policy" aria-labelledby="settings-policy-title">
      <h3 id="settings-policy-title">{t('settings.by-administrator')}</h3>
      <ul>
        {policy.engine !== undefined && <li>{t('settings.policy-engine', { engine: t(ENGINE[policy.engine]) })}</li>}
        {policy.packFolder !== undefined && <li>{t('settings.policy-packs', { folder: policy.packFolder })}</li>}
        {policy.updates === false && <li>{t('settings.policy-updates-off')}</li>}
      </ul>
      <p>{t('settings.policy-file', { path: policy.path })}</p>
    </section>
  );
}
