/**
 * Results of builds, kept under the hash of all that the build can read: the files of the workspace, the command, and
 * the tool that runs it. The same sources are compiled once, however often they are checked, in whichever session.
 *
 * A build writes into the folder `.build` of the workspace. It is emptied before each build, so the result depends on
 * the sources alone. Where a build changes anything else, or somebody saves a file while it runs, nothing is kept.
 */
import { createHash, randomBytes } from 'node:crypto';
import { lstat, mkdir, readdir, rename, rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { KnownHash } from '../workspace/file-hashes.ts';
import { BUILD_FOLDER, buildSources } from './build-sources.ts';
import { keepBuild, keptBytes, putBuild } from './kept-build.ts';

/** Most that is kept, in bytes: some hundred results of Go, some thousand of Java. */
const MAX_BYTES = 256 * 1024 * 1024;
/** The largest result that is kept, in bytes: a packaged Spring application has 30 MB. */
const MAX_RESULT_BYTES = 64 * 1024 * 1024;
/** A result that has not been finished for this long never will be, in milliseconds. */
const UNFINISHED_MS = 3_600_000;
const UNFINISHED = 'new-';

export interface BuildRequest {
  /** The workspace, absolute. */
  folder: string;
  /** What else the result depends on: the command, the tool, its version. */
  identity: readonly string[];
  /** Builds in the workspace. @returns whether it succeeded */
  build(): Promise<boolean>;
}

export interface BuildCache {
  /**
   * Sees to it that the workspace holds what the build of its present files makes: by building, or from what was kept.
   * Trouble with what is kept only means that it is built.
   * @returns `kept` when nothing had to be built
   * @throws what `build` throws
   */
  make(request: BuildRequest): Promise<'kept' | 'built' | 'failed'>;
}

/** The cache at work for one workspace. */
export type KeptBuilds = (request: Omit<BuildRequest, 'folder'>) => ReturnType<BuildCache['make']>;

/** @param folder absolute; made on first use, and shared with other processes @param maxBytes other than usual, for tests */
export function createBuildCache(folder: string, onWarning: (text: string) => void, maxBytes = MAX_BYTES): BuildCache {
  /** By workspace. */
  const known = new Map<string, Map<string, KnownHash>>();

  return {
    async make(request) {
      const key = await keyOf(request);
      const made = join(request.folder, BUILD_FOLDER);
      if (key === null || !(await emptyOrFolder(made))) return await request.build() ? 'built' : 'failed';
      const entry = join(folder, key);
      if (await take(entry, made)) return 'kept';
      await quietly(() => rm(made, { recursive: true, force: true }));
      if (!(await request.build())) return 'failed';
      // Whatever changed meanwhile may be in the result or not.
      if (await keyOf(request) === key) await quietly(() => keep(made, entry));
      return 'built';
    },
  };

  async function keyOf({ folder: root, identity }: BuildRequest): Promise<string | null> {
    const hashes = known.get(root) ?? new Map<string, KnownHash>();
    known.set(root, hashes);
    const sources = await buildSources(root, hashes).catch((error: unknown) => {
      onWarning(`the files of a build could not be read: ${String(error)}`);
      return null;
    });
    return sources === null ? null : createHash('sha256').update(JSON.stringify([identity, sources])).digest('hex');
  }

  async function take(entry: string, made: string): Promise<boolean> {
    if (await lstat(entry).catch(() => null) === null) return false;
    const put = await putBuild(entry, made).catch(() => false);
    const now = new Date();
    // When it was used last, for `makeRoom`.
    if (put) await utimes(entry, now, now).catch(() => undefined);
    else await quietly(() => rm(entry, { recursive: true, force: true }));
    return put;
  }

  async function keep(made: string, entry: string): Promise<void> {
    const work = join(folder, `${UNFINISHED}${randomBytes(6).toString('hex')}`);
    try {
      if (await keepBuild(made, work, Math.min(maxBytes, MAX_RESULT_BYTES)) === null) return;
      // Another process may have kept the same meanwhile.
      await rename(work, entry).catch((error: unknown) => {
        if (!(error instanceof Error && 'code' in error && ['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(String(error.code)))) throw error;
      });
    } finally {
      await rm(work, { recursive: true, force: true });
    }
    await makeRoom();
  }

  /** Lets go of what was not used for longest, until the rest is small enough. */
  async function makeRoom(): Promise<void> {
    const entries = await Promise.all((await readdir(folder)).map(async (name) => {
      const path = join(folder, name);
      return { name, path, at: (await lstat(path).catch(() => null))?.mtimeMs ?? 0, bytes: await keptBytes(path) };
    }));
    let bytes = 0;
    for (const { name, path, at, bytes: its } of entries.toSorted((a, b) => b.at - a.at)) {
      if (name.startsWith(UNFINISHED) && Date.now() - at < UNFINISHED_MS) continue;
      bytes += its ?? 0;
      if (its === null || bytes > maxBytes) await rm(path, { recursive: true, force: true });
    }
  }

  async function quietly(act: () => Promise<void>): Promise<void> {
    try {
      await mkdir(folder, { recursive: true });
      await act();
    } catch (error) {
      onWarning(`a build could not be kept: ${String(error)}`);
    }
  }
}

/** Whether the place is free for a build: nothing or a folder is there. */
async function emptyOrFolder(path: string): Promise<boolean> {
  const there = await lstat(path).catch(() => null);
  return there === null || there.isDirectory();
}
