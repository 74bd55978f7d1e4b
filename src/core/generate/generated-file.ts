/** Writes a generated text file: a line a row. */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { GeneratedFileSpec } from '../../shared/generate-format.ts';
import { textBlocks, type BlockOptions } from './blocks.ts';
import { createRowSet } from './row-set.ts';
import { parseTemplate } from './template.ts';
import { templateWriter } from './text-columns.ts';

/** Raised when the same description gives other bytes than before. */
const GENERATOR_VERSION = 1;

/** The bytes of the file, in pieces. @throws the signal's reason */
export async function* fileBlocks(spec: GeneratedFileSpec, options: BlockOptions): AsyncGenerator<Buffer, void, void> {
  const { line, header, ...rows } = spec.generate;
  const set = createRowSet(spec.path, rows, undefined, () => { throw new Error('a file refers to no other set'); });
  const write = templateWriter(parseTemplate(line), set.column);
  if (header !== undefined) yield Buffer.from(`${header}\n`, 'utf8');
  yield* textBlocks(spec.generate.rows, (row) => `${write(row)}\n`, options);
}

/**
 * @param target absolute; must not exist. A file that was begun stays when this throws
 * @throws the file system's error; the signal's reason
 */
export async function writeGeneratedFile(spec: GeneratedFileSpec, target: string, options: BlockOptions): Promise<void> {
  try {
    await pipeline(Readable.from(fileBlocks(spec, options)), createWriteStream(target, { flags: 'wx', mode: 0o644 }), { signal: options.signal });
  } catch (error) {
    // The stream only says that it was aborted.
    options.signal.throwIfAborted();
    throw error;
  }
}

/** Differs between two descriptions that give different bytes. */
export function contentKey(spec: GeneratedFileSpec): string {
  return createHash('sha256').update(JSON.stringify([GENERATOR_VERSION, spec])).digest('hex').slice(0, 32);
}
