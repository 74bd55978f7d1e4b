/**
 * One kept result of a build: a folder with the files and a list of them. The list is written last and names the hash
 * of each file, so what a crash or a full disk cut short is never taken for a result.
 */
import { createHash } from 'node:crypto';
import { chmod, copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { constants } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { relativePath } from '../../shared/names.ts';
import { inParallel } from '../workspace/file-hashes.ts';
import { hashFile } from '../workspace/object-store.ts';
import { scan } from '../workspace/scan.ts';

const LIST = 'list.json';
const FILES = 'files';

const listSchema = z.strictObject({
  version: z.literal(1),
  /** Of all files together. */
  bytes: z.number().int(),
  folders: z.array(relativePath),
  files: z.array(z.strictObject({ path: relativePath, mode: z.number().int(), hash: z.string() })),
  /** SHA-256 of the lists above as JSON: a list that was damaged is not believed. */
  seal: z.string(),
});
type BuildList = z.infer<typeof listSchema>;

const seal = ({ folders, files }: Pick<BuildList, 'folders' | 'files'>): string => createHash('sha256').update(JSON.stringify([folders, files])).digest('hex');
const nothing = (): Promise<boolean> => Promise.resolve(false);

/**
 * Copies what is in `made` to `entry`.
 * @returns the bytes, or null when it can't be kept: there is nothing, too much, or something that is neither file nor folder
 */
export async function keepBuild(made: string, entry: string, maxBytes: number): Promise<number | null> {
  const entries = await scan(made, nothing).catch(() => []);
  const files = entries.filter((each) => each.kind === 'file');
  const bytes = files.reduce((sum, each) => sum + each.size, 0);
  if (files.length === 0 || bytes > maxBytes || entries.some((each) => each.kind === 'link')) return null;
  const folders = entries.filter((each) => each.kind === 'folder').map((each) => each.path);
  await mkdir(join(entry, FILES), { recursive: true });
  for (const path of folders) await mkdir(join(entry, FILES, path), { recursive: true });
  const listed = await inParallel(files, async ({ path, mode }) => {
    const copy = join(entry, FILES, path);
    await copyFile(join(made, path), copy, constants.COPYFILE_FICLONE);
    return { path, mode, hash: await hashFile(copy) };
  });
  await writeFile(join(entry, LIST), JSON.stringify({ version: 1, bytes, folders, files: listed, seal: seal({ folders, files: listed }) } satisfies BuildList));
  return bytes;
}

/** Bytes of a kept result; null when it is none. */
export async function keptBytes(entry: string): Promise<number | null> {
  return (await readList(entry))?.bytes ?? null;
}

/**
 * Makes the folder `made` what was kept, touching only files that differ.
 * @returns false when there is no such result, or it is damaged; `made` may hold anything then
 */
export async function putBuild(entry: string, made: string): Promise<boolean> {
  const list = await readList(entry);
  if (list === null) return false;
  const wanted = new Map(list.files.map((each) => [each.path, each]));
  const folders = new Set(list.folders);
  const there = new Set<string>();
  await mkdir(made, { recursive: true });
  for (const { path, kind, mode } of await scan(made, nothing)) {
    const file = wanted.get(path);
    const right = kind === 'folder' ? folders.has(path) : kind === 'file' && file?.mode === mode && file.hash === await hashFile(join(made, path));
    if (right) there.add(path);
    else await rm(join(made, path), { recursive: true, force: true });
  }
  for (const path of list.folders) await mkdir(join(made, path), { recursive: true });
  const whole = await inParallel(list.files.filter(({ path }) => !there.has(path)), async ({ path, mode, hash }) => {
    const target = join(made, path);
    await mkdir(dirname(target), { recursive: true });
    await copyFile(join(entry, FILES, path), target, constants.COPYFILE_FICLONE);
    await chmod(target, mode);
    return await hashFile(target) === hash;
  });
  return whole.every((each) => each);
}

async function readList(entry: string): Promise<BuildList | null> {
  try {
    const list = listSchema.parse(JSON.parse(await readFile(join(entry, LIST), 'utf8')));
    return list.seal === seal(list) ? list : null;
  } catch {
    // None, or cut short.
    return null;
  }
}
