/** The build context that is sent to the daemon: a plain tar of a recipe, the same on every platform. */
import { Readable } from 'node:stream';
import { isProgram, type RecipeFile } from './recipe.ts';

/**
 * Packs files into a tar with fixed owners, times and modes, since those of the checkout differ from machine to
 * machine.
 */
export async function packContext(files: readonly RecipeFile[]): Promise<Readable> {
  const { pack } = await import('tar-stream');
  const tar = pack();
  for (const file of files) {
    const mode = isProgram(file) ? 0o755 : 0o644;
    tar.entry({ name: file.path, mode, uid: 0, gid: 0, mtime: new Date(0) }, Buffer.from(file.bytes));
  }
  tar.finalize();
  // Recipes are small; whole, the daemon is never left waiting for the rest.
  const parts: Uint8Array[] = [];
  for await (const part of tar) parts.push(part as Uint8Array);
  return Readable.from([Buffer.concat(parts)]);
}
