/** The English words for what can be wrong with packs, their keys and the space for them. */
import type { MessageTable } from './messages.ts';
import { formatBytes } from './messages-format.ts';
import { words } from './message-words.ts';

type PackCode = Extract<keyof MessageTable['errors'], `PACK_${string}` | `SIGNING_${string}` | 'SPACE_SHORT'>;

export const englishPackErrors: Pick<MessageTable['errors'], PackCode> = {
  PACK_INVALID: ({ path, reason }) => words('This is not a pack that can be read', `${path}: ${reason}.`, 'Choose a .bbpack file, or get a newer Backbench.'),
  PACK_DAMAGED: ({ path, reason }) =>
    words('The pack is damaged', `${path}: ${reason}. Nothing of it was used that is not as it was signed.`, 'Copy the pack again from where it came from.'),
  PACK_UNREADABLE: ({ path, reason }) =>
    words('The pack can\'t be read', `${path}: ${reason}.`, 'See whether the file is there. If its stick was pulled out, put it back and import the pack again: it goes on where it stopped.'),
  PACK_SIGNATURE_WRONG: ({ path }) =>
    words('The pack\'s signature is wrong', `${path} was changed after it was signed, or was not copied well.`, 'Copy it again. If it stays like this, ask whoever made it.'),
  PACK_KEY_UNKNOWN: ({ pack, fingerprint }) =>
    words(
      'The maker of this pack is not trusted here yet', `${pack} is signed with the key ${fingerprint}.`,
      'Compare this with the fingerprint that the maker of the pack tells you. If they are the same, trust the key once; then import again.',
    ),
  PACK_KEY_CHANGED: ({ pack, expected, found }) =>
    words(
      'The pack is signed with another key than before', `${pack} came with the key ${expected}; this file has the key ${found}.`,
      'Ask the maker of the pack. Nothing was changed.',
    ),
  PACK_OLDER: ({ pack, installed, found }) =>
    words('A newer pack is here already', `${pack} is here as number ${String(installed)}; this file is number ${String(found)}.`, 'Import a newer file. Nothing was changed.'),
  PACK_MIXED: ({ pack, sequence }) =>
    words('Two different packs have the same number', `${pack} number ${String(sequence)} is here already and differs from this file.`, 'Ask the maker for a pack with a number of its own. Nothing was changed.'),
  PACK_BASE_MISSING: ({ pack, base, missing }) =>
    words(
      'This update needs what is not here', `${pack} carries only what changed${base === null ? '' : ` since number ${String(base)}`}. Not on this machine: ${missing.slice(0, 5).join(', ')}${missing.length > 5 ? ` and ${String(missing.length - 5)} more` : ''}.`,
      'Import the whole pack first, then the update.',
    ),
  PACK_NOT_INSTALLED: ({ pack }) => words('There is nothing to update', `${pack} is not on this machine.`, 'Import the whole pack.'),
  PACK_CONFLICT: ({ pack, item, other }) =>
    words('Another pack has this already', `${pack} brings ${item}, which the pack ${other} brought, signed with another key.`, 'Ask the makers of the packs. Nothing was changed.'),
  PACK_ENTRY_REFUSED: ({ item, entry, reason }) =>
    words('The pack holds something that is not let in', `${item}, "${entry}": ${reason}.`, 'Ask the maker of the pack. Nothing of it was used.'),
  PACK_BUSY: () => words('A pack is being imported already', 'One import at a time may write.', 'Wait for it, or stop it, then try again.'),
  PACK_ITEM_UNKNOWN: ({ kind, name, known }) => words(`There is no ${kind} called ${name} here to be packed`, '', known.length === 0 ? 'There is none at all.' : `There are ${known.join(', ')}.`),
  SIGNING_KEY_MISSING: ({ name, known }, command) =>
    words(name === '' ? 'There is no key to sign with' : `There is no signing key called ${name}`, known.length === 0 ? '' : `There are ${known.join(', ')}.`, `Make one with \`${command('pack keys make NAME')}\`, or name one of those that are here.`),
  SIGNING_KEY_EXISTS: ({ name }) => words(`A signing key called ${name} is here already`, 'It is never replaced: packs that were signed with it could no longer be updated.', 'Choose another name.'),
  SPACE_SHORT: ({ path, needsBytes, freeBytes }) =>
    words('There is not enough space', `${path} has ${formatBytes(freeBytes)} free; ${formatBytes(needsBytes)} are needed.`, 'Free some space, then import again. What was done already is kept.'),
};
