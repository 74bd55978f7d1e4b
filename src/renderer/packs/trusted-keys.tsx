/** The keys whose packs are let in; each can be forgotten. */
import { useState } from 'react';
import type { PacksView } from '../../shared/packs-contract.ts';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/dialog.tsx';
import { useWords } from '../words/words-context.tsx';

export function TrustedKeys({ keys, onForget }: { keys: PacksView['keys']; onForget(fingerprint: string): void }) {
  const t = useWords();
  const [asked, setAsked] = useState<PacksView['keys'][number] | null>(null);
  return (
    <section className="packs-section" aria-labelledby="packs-keys">
      <h2 id="packs-keys">{t('packs.keys')}</h2>
      <p className="packs-about">{keys.length === 0 ? t('packs.keys-none') : t('packs.keys-about')}</p>
      {keys.length > 0 && (
        <ul className="packs-list">
          {keys.map((key) => (
            <li key={key.fingerprint} className="pack-key">
              <div>
                <h3>{key.name}</h3>
                <p className="pack-facts">
                  <code>{key.fingerprint}</code>
                </p>
                <p className="pack-facts">
                  <span>{t('packs.trusted-on', { date: t.date(key.trustedAt, { dateStyle: 'medium' }) })}</span>
                  <span>{key.commands ? t('packs.may-run') : t('packs.may-not-run')}</span>
                </p>
              </div>
              <Button small aria-label={t('packs.forget-key-of', { name: key.name })} onPress={() => setAsked(key)}>
                {t('packs.forget')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {asked !== null && (
        <Confirm
          title={t('packs.forget-title', { name: asked.name })}
          open
          confirm={t('packs.forget')}
          danger
          onConfirm={() => onForget(asked.fingerprint)}
          onClose={() => setAsked(null)}
        >
          <p>{t('packs.forget-text')}</p>
          <p>
            <code>{asked.fingerprint}</code>
          </p>
        </Confirm>
      )}
    </section>
  );
}
