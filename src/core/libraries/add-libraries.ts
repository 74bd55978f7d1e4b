/** Gets the libraries of a stack once, while there is a network, so that labs on native services have them without one. */
import { chmod, cp, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { BackbenchError } from '../../shared/errors.ts';
import { fileError } from '../engines/native/file-errors.ts';
import { findProgram } from '../engines/native/shell-environment.ts';
import { followProgram } from '../images/follow-program.ts';
import { isAtLeast, toolDefinition } from '../tools/tool-table.ts';
import { FILL, type FillParts } from './fill-libraries.ts';
import { libraryEnvironment } from './library-environment.ts';
import { librariesFolder, listHash, MANIFEST, readManifest, type LibraryManifest } from './library-folders.ts';
import { hasSpringArchive, makeSpringArchive } from './spring-archive.ts';
import { STACK_DEFINITIONS, type Stack } from './stacks.ts';

/** Longest time for one program, in milliseconds: 150 MB over a slow line. */
const FILL_DEADLINE_MS = 30 * 60_000;
/** Longest time for a program to tell its version, in milliseconds: Maven starts a JVM. */
const VERSION_DEADLINE_MS = 60_000;

export interface AddLibrariesOptions {
  stack: Stack;
  /** Holds `images/`, the lists, and `native/libraries/`, what is made here. */
  resourcesFolder: string;
  /** Where programs are looked for, with the proxies and certificates of the person's own. */
  env: Record<string, string>;
  platform: NodeJS.Platform;
  signal: AbortSignal;
  /** Compile nothing in this person's own cache, see {@link compileOnce}: somebody else will run the labs. */
  forOthers?: boolean;
  /** What is being done, one line. */
  onText?: (text: string) => void;
}

/**
 * Gets them, unless those of the present list are there already. The folder is replaced as a whole when the new one is complete.
 * @returns whether anything was done, and the version of the program that it was done with
 * @throws BackbenchError TOOL_MISSING, LIBRARIES_FAILED with the last lines, DISK_FULL, DATA_FOLDER_UNUSABLE; the signal's reason
 */
export async function addLibraries(options: AddLibrariesOptions): Promise<{ added: boolean; madeWith: string }> {
  const { stack, resourcesFolder, signal } = options;
  const recipesFolder = join(resourcesFolder, 'images');
  const into = librariesFolder(resourcesFolder, stack);
  const { program, version } = await findTool(options);
  const list = await listHash(recipesFolder, stack);
  const present = await readManifest(into);
  const ready = async (): Promise<void> => {
    await compileOnce(options, program);
    await archiveOnce(options, program, into);
  };
  if (present?.list === list && sameLine(stack, present.madeWith, version)) {
    await ready();
    return { added: false, madeWith: present.madeWith };
  }

  try {
    await mkdir(dirname(into), { recursive: true });
    const made = await mkdtemp(join(dirname(into), `.${basename(into)}-`));
    try {
      const parts: FillParts = {
        into: made, source: join(recipesFolder, STACK_DEFINITIONS[stack].list), program, env: options.env,
        run: (command, args, more) => run(command, args, options, more), say: (text) => { options.onText?.(text); },
      };
      await FILL[stack](parts);
      signal.throwIfAborted();
      const manifest: LibraryManifest = { list, madeWith: version };
      // Made for this user alone; the app may run under another account than its set-up.
      await chmod(made, 0o755);
      await writeFile(join(made, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
      await rm(into, { recursive: true, force: true });
      await rename(made, into);
    } finally {
      await rm(made, { recursive: true, force: true });
    }
  } catch (error) {
    throw fileError(error, into);
  }
  await ready();
  return { added: true, madeWith: version };
}

/**
 * Go compiles a library when a program first uses it, which takes a minute for Gin: done here, it is not part of the
 * first check. What is compiled lies in the person's own cache, so everybody's is filled.
 */
async function compileOnce(options: AddLibrariesOptions, program: string): Promise<void> {
  if (options.stack !== 'go' || options.forOthers === true) return;
  const work = await mkdtemp(join(tmpdir(), 'backbench-go-'));
  try {
    await cp(join(options.resourcesFolder, 'images', STACK_DEFINITIONS.go.list), work, { recursive: true });
    const { env } = libraryEnvironment(options.resourcesFolder, options.env);
    for (const name of await readdir(work)) {
      options.onText?.(`compiling ${name}`);
      await run(program, ['build', './...'], options, { cwd: join(work, name), env });
    }
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Java's libraries are searched for ten thousand classes at each start of Spring: an archive of them is made here, once. */
async function archiveOnce(options: AddLibrariesOptions, program: string, into: string): Promise<void> {
  const { stack, resourcesFolder } = options;
  if (stack !== 'java' || await hasSpringArchive(resourcesFolder, (await stat(join(into, MANIFEST))).mtime)) return;
  options.onText?.('an archive of the classes of Spring, for a quick start');
  const { env } = libraryEnvironment(resourcesFolder, options.env);
  await makeSpringArchive({ resourcesFolder, program, env, run: (command, args, more) => run(command, args, options, more) });
}

/** Compiled packages of Python fit one line of versions, such as 3.11; the other stacks' fit all. */
function sameLine(stack: Stack, one: string, other: string): boolean {
  const line = (version: string): string => version.split('.').slice(0, 2).join('.');
  return stack !== 'python' || line(one) === line(other);
}

async function findTool({ stack, env, platform, signal }: AddLibrariesOptions): Promise<{ program: string; version: string }> {
  const { tool, atLeast } = STACK_DEFINITIONS[stack];
  const missing = (found: string | null): BackbenchError<'TOOL_MISSING'> => new BackbenchError('TOOL_MISSING', { tool, found, needs: atLeast, platform });
  const program = findProgram(tool, env);
  if (program === null) throw missing(null);
  const { ask, version } = toolDefinition(tool);
  const asked = await followProgram(program, ask, { signal, env, deadlineMs: VERSION_DEADLINE_MS });
  const found = version.exec(asked.tail.join('\n'))?.[1];
  if (asked.exitCode !== 0 || found === undefined) throw missing(null);
  if (atLeast !== null && !isAtLeast(found, atLeast)) throw missing(found);
  return { program, version: found };
}

async function run(
  command: string, args: readonly string[], options: AddLibrariesOptions, more: { cwd?: string; env?: Record<string, string> } = {},
): Promise<void> {
  const outcome = await followProgram(command, args, {
    signal: options.signal, deadlineMs: FILL_DEADLINE_MS, env: { ...options.env, ...more.env }, ...(more.cwd === undefined ? {} : { cwd: more.cwd }),
    onLine: (line) => { options.onText?.(line); },
  });
  if (outcome.exitCode === 0) return;
  const reason = outcome.failure ?? `${basename(command)} ended with ${String(outcome.exitCode ?? 'a signal')}`;
  throw new BackbenchError('LIBRARIES_FAILED', { stack: STACK_DEFINITIONS[options.stack].title, reason, log: outcome.tail });
}
