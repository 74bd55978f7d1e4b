/** Reads a tar from a pack, entry by entry, each looked at by the rules before anything is done with it. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import tar from 'tar-stream';
import { BackbenchError, isCode } from '../../shared/errors.ts';
import type { EntryRules } from './entry-rules.ts';
import { createHandOver } from './hand-over.ts';
import { plainBlocks } from './tar-blocks.ts';

/** More than any tree or layer of the course by far; keeps what is remembered of names small. */
const MAX_ENTRIES = 500_000;

/** What is done with an entry that was let in; its content must be taken to its end. */
export type TakeEntry = (header: tar.Header, content: AsyncIterable<Uint8Array>) => Promise<void>;

/**
 * @param item for errors: what the archive belongs to
 * @param take does nothing with contents when left out
 * @throws BackbenchError PACK_ENTRY_REFUSED; what the source or `take` throws
 */
export async function readArchive(source: AsyncIterable<Uint8Array>, item: string, rules: EntryRules, take?: TakeEntry): Promise<void> {
  const extract = tar.extract();
  const contents = createHandOver();
  const feeding = pipeline(Readable.from(plainBlocks(source, item, take === undefined ? undefined : (piece) => contents.give(piece)), { objectMode: false }), extract as unknown as NodeJS.WritableStream);
  // Told below, in order: what was refused comes before the pipe that broke by it.
  feeding.catch((error: unknown) => { contents.end(error); });
  let count = 0;
  let current = '';
  try {
    for await (const entry of extract) {
      const { header } = entry;
      current = header.name;
      count += 1;
      const reason = count > MAX_ENTRIES ? 'the archive has too many entries' : rules.refuse(header);
      if (reason !== null) throw new BackbenchError('PACK_ENTRY_REFUSED', { item, entry: header.name.slice(0, 200), reason });
      if (take === undefined) await passOver(entry);
      else await Promise.all([take(header, contents.pieces(header.size ?? 0)), passOver(entry)]);
    }
    await feeding;
  } catch (error) {
    contents.end(error);
    const cause = await feeding.then(() => null, (failed: unknown) => failed);
    throw told(error, cause, item, current);
  }
}

/** Its content came by another way. */
async function passOver(entry: AsyncIterable<unknown>): Promise<void> {
  for await (const piece of entry) void piece;
}

/** The fault behind a broken stream: ours if there is one, a file system's, else the archive itself. */
function told(error: unknown, cause: unknown, item: string, entry: string): unknown {
  for (const each of [error, cause]) {
    if (each instanceof BackbenchError) return each;
    if (each instanceof Error && (each.name === 'AbortError' || each.name === 'TimeoutError')) return each;
    if (each instanceof Error && 'syscall' in each) return each;
  }
  const reason = error instanceof Error ? error.message : String(error);
  return isCode(error, 'PACK_ENTRY_REFUSED') ? error : new BackbenchError('PACK_ENTRY_REFUSED', { item, entry: entry.slice(0, 200), reason: `the archive can't be read: ${reason}` }, { cause: error });
}
