/** What is in a pack: how much of each kind, and the names on request. */
import { formatBytes } from '../../shared/messages-format.ts';
import type { MessageKey } from '../../shared/words/language-pack.ts';
import { type T, useWords } from '../words/words-context.tsx';

export interface PackItemView {
  kind: 'lab' | 'image' | 'native' | 'tools';
  title: string;
  /** Left out where it is not known. */
  bytes?: number;
}

const KINDS: readonly { kind: PackItemView['kind']; title: MessageKey }[] = [
  { kind: 'lab', title: 'packs.kind-labs' },
  { kind: 'image', title: 'packs.kind-images' },
  { kind: 'native', title: 'packs.kind-programs' },
  { kind: 'tools', title: 'packs.kind-libraries' },
];

/** @returns e.g. `12 labs`, `3 images`; kinds that are not there are left out */
export function itemCounts(items: readonly PackItemView[], t: T): string[] {
  const of = (kind: PackItemView['kind']): number => items.filter((item) => item.kind === kind).length;
  const [labs, images, programs, stacks] = [of('lab'), of('image'), of('native'), of('tools')];
  return [
    ...(labs === 0 ? [] : [t('packs.count-labs', { labs })]),
    ...(images === 0 ? [] : [t('packs.count-images', { images })]),
    ...(programs === 0 ? [] : [t('packs.count-programs', { programs })]),
    ...(stacks === 0 ? [] : [t('packs.count-libraries', { stacks })]),
  ];
}

/** A group per kind. The names are folded away where there are many. */
export function PackItems({ items }: { items: readonly PackItemView[] }) {
  const t = useWords();
  return (
    <div className="pack-items">
      {KINDS.map(({ kind, title }) => {
        const own = items.filter((item) => item.kind === kind);
        if (own.length === 0) return null;
        const bytes = own.every((item) => item.bytes !== undefined) ? own.reduce((sum, item) => sum + (item.bytes ?? 0), 0) : null;
        return (
          <details key={kind} open={own.length <= SHOWN_AT_ONCE}>
            <summary>
              {t(title)} <span className="pack-count">{bytes === null ? String(own.length) : `${String(own.length)} · ${formatBytes(bytes)}`}</span>
            </summary>
            <ul>
              {own.map((item) => (
                <li key={item.title}>
                  <span>{item.title}</span>
                  {item.bytes !== undefined && <span className="pack-count">{formatBytes(item.bytes)}</span>}
                </li>
              ))}
            </ul>
          </details>
        );
      })}
    </div>
  );
}

/** So many names of a kind fit beside the rest without scrolling. */
const SHOWN_AT_ONCE = 5;
