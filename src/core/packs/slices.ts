/** In bytes. */
const SLICE_BYTES = 256 * 1024;

/** Copies of what a pack's reader gives out, for streams that hold on to what they were given: the reader uses its buffers again. */
export async function* ownSlices(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, void> {
  for await (const piece of source) for (let at = 0; at < piece.length; at += SLICE_BYTES) yield Buffer.from(piece.subarray(at, at + SLICE_BYTES));
}
