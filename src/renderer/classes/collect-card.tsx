/** How far the files that are being added are, and what came of each. */
import { useEffect, useId } from 'react';
import { ProgressBar } from 'react-aria-components';
import type { Collected } from '../../shared/class-contract.ts';
import { describeError } from '../../shared/messages.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { useAnnounce } from '../ui/announce.tsx';
import { Button } from '../ui/button.tsx';
import { useWords } from '../words/words-context.tsx';
import type { Collect, Collecting } from './use-collect.ts';

export function CollectCard({ now, collect }: { now: Collecting; collect: Collect }) {
  const t = useWords();
  const announce = useAnnounce();
  const titleId = useId();
  const going = now.state === 'going';
  const title = going ? t('classes.collecting') : t('classes.collected', { files: now.files.length });
  useEffect(() => announce(title), [announce, title]);
  return (
    <section className="pack-card" aria-labelledby={titleId} data-state={now.state}>
      <h2 id={titleId}>{title}</h2>
      {going && (
        <ProgressBar aria-label={t('classes.collecting')} isIndeterminate={now.of === 0} value={now.at} maxValue={Math.max(1, now.of)} valueLabel={t('classes.collecting-at', { at: now.at, of: now.of })}>
          {({ percentage }) => (
            <div className="import-track">
              <div className="import-fill" style={{ width: `${String(percentage ?? 0)}%` }} />
            </div>
          )}
        </ProgressBar>
      )}
      {now.state === 'stopped' && now.error === null && <p>{t('classes.stopped')}</p>}
      {!going && <Outcomes files={now.files} />}
      {now.error !== null && <ErrorCard error={now.error} level={3} />}
      <div className="pack-buttons">
        {going ? <Button onPress={collect.stop}>{t('classes.cancel')}</Button> : <Button onPress={collect.putAway}>{t('classes.close')}</Button>}
      </div>
    </section>
  );
}

function Outcomes({ files }: { files: readonly Collected[] }) {
  const t = useWords();
  const count = (outcome: Collected['outcome']): number => files.filter((file) => file.outcome === outcome).length;
  const refused = files.filter(({ outcome }) => outcome === 'refused');
  return (
    <ul className="class-outcomes">
      {count('new') > 0 && <li>{t('classes.outcome-new', { count: count('new') })}</li>}
      {count('newer') > 0 && <li>{t('classes.outcome-newer', { count: count('newer') })}</li>}
      {count('beside') > 0 && <li>{t('classes.outcome-beside', { count: count('beside') })}</li>}
      {count('known') > 0 && <li>{t('classes.outcome-known', { count: count('known') })}</li>}
      {refused.length > 0 && (
        <li>
          {t('classes.outcome-refused', { count: refused.length })}
          <ul>
            {refused.map(({ file, error }) => {
              const words = error === null ? null : describeError(error, t.table);
              return (
                <li key={file}>
                  <code>{file}</code> {words === null ? '' : `${words.title}. ${words.text}`}
                </li>
              );
            })}
          </ul>
        </li>
      )}
    </ul>
  );
}
