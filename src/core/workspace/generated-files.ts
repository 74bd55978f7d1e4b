/**
 * The generated files of a workspace. Each is made once, kept beside the workspaces, and appears in a workspace as
 * a second name of the same file (a hard link), so that a reset or a copy of the workspace costs nothing. It is
 * read-only for that reason: what changes it would change it for every workspace. Should a program do so all the
 * same, the file is made anew for whoever needs it next, and put in place at the next reset.
 */
import { randomBytes } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { chmod, copyFile, link, lstat, mkdir, readFile, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { GeneratedFileSpec } from '../../shared/generate-format.ts';
import type { CallOptions } from '../engines/engine.ts';
import { contentKey, writeGeneratedFile } from '../generate/generated-file.ts';
import { errno, withFileErrors } from './file-errors.ts';
import { resolveInside } from './safe-path.ts';

/** Of each file this many are kept: a lab that was changed, or several learners with values of their own. */
const KEPT_VERSIONS = 4;
const READ_ONLY = 0o444;

const recordSchema = z.object({ bytes: z.number(), changedMs: z.number() });

export interface GeneratedFiles {
  /** Paths in the workspace. */
  readonly paths: readonly string[];
  /**
   * Puts every file that is missing into a folder; makes those that were never made.
   * @param folder absolute
   * @param options `replace`: also where something else lies under its name
   * @throws BackbenchError DISK_FULL, PATH_REFUSED, DATA_FOLDER_UNUSABLE; the signal's reason
   */
  put(folder: string, options: CallOptions & { replace: boolean }): Promise<void>;
  /** True for the path of a generated file where exactly that lies, as it was made. */
  isMade(folder: string, path: string): Promise<boolean>;
}

/** @param keep a folder for the made files of this lab, absolute; made when it is needed */
export function createGeneratedFiles(specs: readonly GeneratedFileSpec[], keep: string): GeneratedFiles {
  return {
    paths: specs.map((spec) => spec.path),
    async put(folder, options) {
      for (const spec of specs) {
        const source = join(keep, contentKey(spec));
        await withFileErrors(spec.path, async () => {
          if (!(await isWhole(source))) {
            await make(spec, source, options);
            await dropOldest(keep, KEPT_VERSIONS * specs.length);
          }
          await putOne(source, folder, spec.path, options.replace);
        });
      }
    },
    async isMade(folder, path) {
      const spec = specs.find((each) => each.path === path);
      if (spec === undefined) return false;
      const source = join(keep, contentKey(spec));
      const [there, made] = [await statOrNull(join(folder, path)), await statOrNull(source)];
      return there !== null && made !== null && isSame(there, made) && await isWhole(source);
    },
  };
}

/** True when the file is there and is what was made. */
async function isWhole(source: string): Promise<boolean> {
  const [found, record] = await Promise.all([statOrNull(source), readRecord(source)]);
  return found !== null && record !== null && found.size === record.bytes && found.mtimeMs === record.changedMs;
}

async function make(spec: GeneratedFileSpec, source: string, { signal, onProgress }: CallOptions): Promise<void> {
  const work = `${source}.${randomBytes(4).toString('hex')}`;
  await mkdir(dirname(source), { recursive: true });
  try {
    await writeGeneratedFile(spec, work, {
      signal, onRows: (done) => { onProgress?.({ doing: 'making', subject: spec.path, fraction: done / spec.generate.rows }); },
    });
    await chmod(work, READ_ONLY);
    const { size, mtimeMs } = await stat(work);
    await rm(recordOf(source), { force: true });
    await rename(work, source);
    await writeFile(recordOf(source), JSON.stringify({ bytes: size, changedMs: mtimeMs }));
  } finally {
    await rm(work, { force: true });
  }
}

async function putOne(source: string, folder: string, path: string, replace: boolean): Promise<void> {
  const { absolute, stat: there } = await resolveInside(folder, path);
  if (there !== null) {
    const made = await stat(source);
    if (isSame(there, made) || !replace) return;
    await rm(absolute, { recursive: true, force: true });
  }
  await mkdir(dirname(absolute), { recursive: true });
  try {
    await link(source, absolute);
  } catch (error) {
    if (!['EXDEV', 'EPERM', 'ENOTSUP', 'EMLINK', 'ENOSYS'].includes(errno(error) ?? '')) throw error;
    // Another disk, or a file system without hard links.
    await copyFile(source, absolute, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    const { atime, mtime } = await stat(source);
    await utimes(absolute, atime, mtime);
  }
}

function isSame(there: Stats, made: Stats): boolean {
  return there.isFile() && (there.ino === made.ino || (there.size === made.size && there.mtimeMs === made.mtimeMs));
}

async function dropOldest(keep: string, most: number): Promise<void> {
  const names = (await readdir(keep)).filter((name) => !name.includes('.'));
  const aged = await Promise.all(names.map(async (name) => ({ name, at: (await statOrNull(join(keep, name)))?.mtimeMs ?? 0 })));
  for (const { name } of aged.toSorted((a, b) => b.at - a.at).slice(most)) {
    await rm(recordOf(join(keep, name)), { force: true });
    await rm(join(keep, name), { force: true });
  }
}

const recordOf = (source: string): string => `${source}.json`;

async function readRecord(source: string): Promise<z.infer<typeof recordSchema> | null> {
  try {
    return recordSchema.parse(JSON.parse(await readFile(recordOf(source), 'utf8')));
  } catch {
    // None, or one that a crash cut short: the file is made anew.
    return null;
  }
}

async function statOrNull(path: string): Promise<Stats | null> {
  try {
    return await lstat(path);
  } catch (error) {
    if (errno(error) === 'ENOENT') return null;
    throw error;
  }
}
