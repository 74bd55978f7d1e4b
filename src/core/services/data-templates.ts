/**
 * Data folders for servers that take long to make one. It is made once a machine, as a template; every session gets
 * a copy, and one copy is kept ready, made while nobody waits.
 */
import { randomBytes } from 'node:crypto';
import { cp, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runProgram } from './run-program.ts';

/** Older than any work takes. */
const LEFTOVER_AGE_MS = 60 * 60_000;
/** Copying 30 MB takes some 50 ms; a slow stick takes longer. */
const COPY_TIMEOUT_MS = 60_000;

export interface DataTemplate {
  /** Names the template; another name when it is made differently, by the server's version for instance. */
  name: string;
  /** Makes the data in a folder that does not exist yet; `work` is a folder for what is needed on the way. */
  make(folder: string, work: string, signal: AbortSignal): Promise<void>;
}

export interface DataTemplates {
  /** Makes the template and a spare copy, where they are lacking, ahead of the next {@link copyTo}. */
  prepare(template: DataTemplate, signal: AbortSignal): Promise<void>;
  /**
   * Fills `folder` with a copy; what was there is replaced.
   * @throws what the template's `make` throws; errors of the file system; the signal's reason
   */
  copyTo(template: DataTemplate, folder: string, signal: AbortSignal): Promise<void>;
}

/**
 * @param templates where templates and a spare copy of each are kept, on the same file system as the sessions' folders
 * @param service the kind of service, for errors
 */
export function createDataTemplates(templates: string, platform: NodeJS.Platform, service: string): DataTemplates {
  /** What is being made for the next session, while nobody waits. */
  let preparing: Promise<void> = Promise.resolve();
  const pathOf = (template: DataTemplate): string => join(templates, template.name);
  // Only saves time: without it the next session makes for itself what it needs.
  const inBackground = (work: () => Promise<void>): Promise<void> => {
    preparing = preparing.then(work).catch(() => {});
    return preparing;
  };

  async function makeSpare(template: DataTemplate, signal: AbortSignal): Promise<void> {
    const path = pathOf(template);
    const spare = `${path}.spare`;
    if (await exists(spare)) return;
    const work = workFolder(path);
    try {
      await copyFolder(path, work, signal);
      await rename(work, spare);
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  }

  /**
   * `cp` copies a thousand small files three times as fast as Node's own functions, and shares their blocks
   * where the file system can: by itself in GNU coreutils 9, with -c on macOS.
   */
  async function copyFolder(from: string, to: string, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (platform === 'win32') return cp(from, to, { recursive: true });
    await runProgram('cp', [platform === 'darwin' ? '-cR' : '-R', from, to], { service, timeoutMs: COPY_TIMEOUT_MS, signal });
  }

  return {
    prepare: (template, signal) => inBackground(async () => {
      await ensureTemplate(template, pathOf(template), signal);
      await makeSpare(template, signal);
    }),
    async copyTo(template, folder, signal) {
      // The same may be under way already.
      await preparing;
      await ensureTemplate(template, pathOf(template), signal);
      await rm(folder, { recursive: true, force: true });
      await mkdir(dirname(folder), { recursive: true, mode: 0o700 });
      await rename(`${pathOf(template)}.spare`, folder).catch(() => copyFolder(pathOf(template), folder, signal));
    },
  };
}

async function ensureTemplate(template: DataTemplate, path: string, signal: AbortSignal): Promise<void> {
  if (await exists(path)) return;
  await removeLeftovers(dirname(path));
  const work = workFolder(path);
  await mkdir(work, { recursive: true, mode: 0o700 });
  try {
    const data = join(work, 'data');
    await template.make(data, work, signal);
    // Complete or not there at all. Another process may have been quicker: its template is as good.
    await rename(data, path).catch(async (error: unknown) => {
      if (!(await exists(path))) throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

const workFolder = (template: string): string => `${template}.work-${randomBytes(4).toString('hex')}`;

/** What a process that was killed in mid-work left behind. */
async function removeLeftovers(templates: string): Promise<void> {
  for (const name of await readdir(templates).catch(() => [])) {
    const path = join(templates, name);
    const { mtimeMs } = await stat(path);
    if (name.includes('.work-') && mtimeMs < Date.now() - LEFTOVER_AGE_MS) await rm(path, { recursive: true, force: true });
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(() => true, () => false);
}
