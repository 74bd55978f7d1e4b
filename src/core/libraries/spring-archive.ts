/**
 * The classes of Spring and Hibernate as the JVM keeps them in memory, in one file that programs of labs name at their
 * start (class data sharing): they start in half the processor time. A JVM takes only an archive that it made itself,
 * from libraries that have not moved since, and passes over any other; so it is made on this machine and never packed.
 */
import { cp, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Beside the folders of the stacks: what packs take is inside them. */
export const springArchive = (resourcesFolder: string): string => join(resourcesFolder, 'native', 'libraries', 'spring.jsa');

export interface ArchiveParts {
  resourcesFolder: string;
  /** Maven. */
  program: string;
  /** Finds the libraries, which are complete. */
  env: Record<string, string>;
  /** Runs a program to its end. @throws BackbenchError LIBRARIES_FAILED */
  run(command: string, args: readonly string[], more: { cwd: string; env: Record<string, string> }): Promise<void>;
}

/**
 * Builds a small program that starts as the Spring programs of labs do, notes which classes it needs, and archives them.
 * @throws what `run` throws
 */
export async function makeSpringArchive({ resourcesFolder, program, env, run }: ArchiveParts): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), 'backbench-spring-'));
  const archive = springArchive(resourcesFolder);
  const made = `${archive}.${String(process.pid)}`;
  try {
    await cp(join(resourcesFolder, 'images', 'shell-java', 'archive'), work, { recursive: true });
    await run(program, ['--offline', '--batch-mode', '--quiet', 'compile'], { cwd: work, env });
    await run('java', ['@target/run.args'], { cwd: work, env });
    await run('java', ['@target/dump.args'], { cwd: work, env });
    await cp(join(work, 'target', 'spring.jsa'), made);
    await rename(made, archive);
  } finally {
    await rm(made, { force: true });
    await rm(work, { recursive: true, force: true });
  }
}

/** @param made when the libraries were complete @returns whether there is an archive that was made after that */
export async function hasSpringArchive(resourcesFolder: string, made: Date): Promise<boolean> {
  const archive = await stat(springArchive(resourcesFolder)).catch(() => null);
  return archive !== null && archive.mtime >= made;
}
