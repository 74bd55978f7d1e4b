/** The packs that are on this computer, or what packs are where there is none. */
import { Package } from 'lucide-react';
import { formatBytes } from '../../shared/messages-format.ts';
import type { PacksView } from '../../shared/packs-contract.ts';
import { Phrase, useWords } from '../words/words-context.tsx';
import { itemCounts, PackItems } from './pack-items.tsx';

export function InstalledPacks({ packs, keys }: { packs: PacksView['installed']; keys: PacksView['keys'] }) {
  const t = useWords();
  return (
    <section className="packs-section" aria-labelledby="packs-here">
      <h2 id="packs-here">{t('packs.here')}</h2>
      {packs.length === 0 ? (
        <div className="packs-none">
          <Package size={28} aria-hidden="true" />
          <div>
            <h3>{t('packs.none-title')}</h3>
            <p>
              <Phrase of="packs.none-text" />
            </p>
            <p>{t('packs.none-safe')}</p>
          </div>
        </div>
      ) : (
        <ul className="packs-list">
          {packs.map((pack) => {
            const key = keys.find(({ fingerprint }) => fingerprint === pack.fingerprint);
            return (
              <li key={pack.id}>
                <h3>
                  {pack.title} <span className="pack-count">{t('packs.number', { number: String(pack.sequence) })}</span>
                </h3>
                <p className="pack-facts">
                  {itemCounts(pack.items, t).map((each) => (
                    <span key={each}>{each}</span>
                  ))}
                  {pack.bytes !== null && <span>{formatBytes(pack.bytes)}</span>}
                  <span>{t('packs.imported', { date: t.date(pack.importedAt, { dateStyle: 'medium' }) })}</span>
                </p>
                <p className="pack-facts">
                  <span>{key === undefined ? t('packs.key-forgotten') : t('packs.key-of', { name: key.name })}</span>
                  <code>{pack.fingerprint}</code>
                </p>
                <details className="pack-more">
                  <summary>{t('packs.what-it-brought')}</summary>
                  <PackItems items={pack.items} />
                </details>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
