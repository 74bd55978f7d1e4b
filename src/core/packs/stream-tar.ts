/** A tar as a stream of its bytes, written while it is read. */
import type { Pack } from 'tar-stream';
import tar from 'tar-stream';

/** @param write puts the entries in, one after the other; what it throws, the stream throws */
export async function* streamTar(write: (pack: Pack) => Promise<void>): AsyncGenerator<Buffer, void, void> {
  const pack = tar.pack();
  const writing = write(pack).then(() => { pack.finalize(); });
  writing.catch((error: unknown) => { pack.destroy(error instanceof Error ? error : new Error(String(error))); });
  try {
    for await (const piece of pack) yield piece as Buffer;
    await writing;
  } finally {
    pack.destroy();
    await writing.catch(() => undefined);
  }
}
