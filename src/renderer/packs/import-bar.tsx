/** How far an import or the making of a pack is: what is done now, bytes, speed and the time that is left. */
import { ProgressBar } from 'react-aria-components';
import { formatBytes } from '../../shared/messages-format.ts';
import type { ImportProgress } from '../../shared/packs-contract.ts';
import { type T, useWords } from '../words/words-context.tsx';

export interface ImportBarProps {
  /** null while it is being told what is here already. */
  progress: ImportProgress | null;
  state: 'going' | 'stopping' | 'paused';
  /** Its name for assistive technology. */
  label: string;
}

export function ImportBar({ progress, state, label }: ImportBarProps) {
  const t = useWords();
  const doing = state === 'stopping' ? t('packs.stopping') : state === 'paused' ? '' : doingNow(progress, t);
  const amount = progress === null ? '' : t('packs.amount', { bytes: formatBytes(progress.bytes), total: formatBytes(progress.totalBytes) });
  const going = state === 'going' && progress !== null && progress.bytes < progress.totalBytes;
  return (
    <div className="import-bar">
      {doing !== '' && <p className="import-doing">{doing}</p>}
      <ProgressBar
        aria-label={label}
        isIndeterminate={progress === null && state !== 'paused'}
        value={progress?.bytes ?? 0}
        maxValue={Math.max(1, progress?.totalBytes ?? 1)}
        valueLabel={amount}
      >
        {({ percentage }) => (
          <div className="import-track">
            <div className="import-fill" style={{ width: `${String(percentage ?? 0)}%` }} />
          </div>
        )}
      </ProgressBar>
      <p className="pack-facts import-numbers">
        {amount !== '' && <span>{amount}</span>}
        {going && progress.bytesPerSecond > 0 && <span>{t('packs.speed', { speed: formatBytes(progress.bytesPerSecond) })}</span>}
        {going && progress.secondsLeft !== null && <span>{t('packs.left', { time: t.duration(Math.ceil(progress.secondsLeft) * 1000) })}</span>}
      </p>
    </div>
  );
}

function doingNow(progress: ImportProgress | null, t: T): string {
  if (progress === null) return t('packs.planning');
  const { doing, item } = progress;
  if (progress.bytes >= progress.totalBytes) return t('packs.doing-finishing');
  if (doing === 'packing') return t('packs.doing-packing', { item });
  if (doing === 'loading') return t('packs.doing-loading', { item });
  return doing === 'checking' ? t('packs.doing-checking', { item }) : t('packs.doing-unpacking', { item });
}
