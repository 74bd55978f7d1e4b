/** Whether a pack may be let in: its key, its number, and what other packs brought. Looks only; nothing is changed. */
import { BackbenchError } from '../../shared/errors.ts';
import { itemName } from '../../shared/pack-format.ts';
import type { InstalledPack } from './installed-packs.ts';
import { fingerprint, type PackHead } from './pack-header.ts';
import type { TrustedKey } from './trusted-keys.ts';

/**
 * @param trusted what is kept of the pack's key; null when it is not trusted
 * @returns the pack of this id that is here, and whether it is the very same
 * @throws BackbenchError PACK_KEY_UNKNOWN, PACK_KEY_CHANGED, PACK_OLDER, PACK_MIXED, PACK_CONFLICT
 */
export function mayImport(head: PackHead, trusted: TrustedKey | null, packs: readonly InstalledPack[]): { before: InstalledPack | null; same: boolean } {
  const { manifest, key, hash } = head;
  const pack = manifest.id;
  if (trusted === null) throw new BackbenchError('PACK_KEY_UNKNOWN', { pack, fingerprint: fingerprint(key) });
  const before = packs.find(({ id }) => id === pack) ?? null;
  if (before !== null) {
    if (before.key !== key) throw new BackbenchError('PACK_KEY_CHANGED', { pack, expected: fingerprint(before.key), found: fingerprint(key) });
    if (manifest.sequence < before.sequence) throw new BackbenchError('PACK_OLDER', { pack, installed: before.sequence, found: manifest.sequence });
    if (manifest.sequence === before.sequence && hash !== before.manifest) throw new BackbenchError('PACK_MIXED', { pack, sequence: manifest.sequence });
  }
  for (const other of packs) {
    if (other.id === pack || other.key === key) continue;
    const theirs = new Set(other.items.map(itemName));
    const item = manifest.items.find((each) => theirs.has(itemName(each)));
    if (item !== undefined) throw new BackbenchError('PACK_CONFLICT', { pack, item: itemName(item), other: other.id });
  }
  return { before, same: before?.manifest === hash };
}

