/**
 * Looks at the headers of a tar as they lie in it, before any library reads them. What one reader of tar takes and
 * another passes over (global headers, sizes in other notations, things behind the end) is not let in, so that the
 * archive that was checked is the archive that the container engine sees.
 */
import { BackbenchError } from '../../shared/errors.ts';

const BLOCK = 512;
/** Files (two ways), hard and symbolic links, devices, folders, pipes, contiguous files; names and PAX headers for the next one. The rules decide about each. */
const KNOWN_TYPES: ReadonlySet<string> = new Set(['\0', '0', '1', '2', '3', '4', '5', '6', '7', 'x', 'L', 'K']);

/** The same bytes, as long as their headers are plain. @throws BackbenchError PACK_ENTRY_REFUSED */
export async function* plainBlocks(source: AsyncIterable<Uint8Array>, item: string): AsyncGenerator<Buffer, void, void> {
  const refuse = (header: Buffer, reason: string): BackbenchError<'PACK_ENTRY_REFUSED'> =>
    new BackbenchError('PACK_ENTRY_REFUSED', { item, entry: header.subarray(0, 100).toString('latin1').split('\0', 1)[0] ?? '', reason });
  const header = Buffer.alloc(BLOCK);
  let [filled, skip, empty] = [0, 0, 0];
  for await (const part of source) {
    const piece = Buffer.from(part.buffer, part.byteOffset, part.byteLength);
    for (let at = 0; at < piece.length;) {
      if (skip > 0) {
        const passed = Math.min(skip, piece.length - at);
        [skip, at] = [skip - passed, at + passed];
        continue;
      }
      const taken = piece.copy(header, filled, at, Math.min(piece.length, at + BLOCK - filled));
      [filled, at] = [filled + taken, at + taken];
      if (filled < BLOCK) continue;
      filled = 0;
      if (header.every((byte) => byte === 0)) {
        empty += 1;
        continue;
      }
      if (empty > 0) throw refuse(header, 'something lies behind the end of the archive');
      const type = String.fromCharCode(header[156] ?? 0);
      if (!KNOWN_TYPES.has(type)) throw refuse(header, `it is of the kind "${type}"`);
      const size = /^[0-7]{1,11}[\0 ]*$/.exec(header.subarray(124, 136).toString('latin1').trimStart());
      if (size === null) throw refuse(header, 'its size is no plain number');
      // Links, folders and devices have no content, whatever their size says; readers differ.
      const bytes = Number.parseInt(size[0], 8);
      if (bytes > 0 && '123456'.includes(type)) throw refuse(header, 'it has a content that its kind can\'t have');
      skip = Math.ceil(bytes / BLOCK) * BLOCK;
    }
    yield piece;
  }
}
