/** A Maven repository that works without a network, and JUnit for programs that are built without Maven. */
import { cp, readdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { FillParts } from './fill-libraries.ts';

/** Notes of where a file came from: a resolver that finds one asks for that source, which is of no use without a network. */
const ORIGINS = /^_remote\.repositories$|\.lastUpdated$|^resolver-status\.properties$/;

/**
 * Builds, tests and packs a small program that uses all of the libraries: what Maven fetches for that is the repository.
 * Then the same once more without a network, so that a goal that lacks something fails here and not at a learner.
 */
export async function fillJava({ into, source, program, run, say }: FillParts): Promise<void> {
  const [repository, work] = [join(into, 'repository'), join(into, 'work')];
  await cp(source, work, { recursive: true });
  const maven = (...goals: string[]): Promise<void> =>
    run(program, ['--batch-mode', '--no-transfer-progress', '--strict-checksums', `-Dmaven.repo.local=${repository}`, ...goals], { cwd: work });
  say('building a program with all of the libraries');
  await maven('package');
  await maven('dependency:go-offline');
  say('the same without a network');
  await maven('--offline', 'clean', 'verify');
  await maven('dependency:copy', `-DoutputDirectory=${into}`, '-Dmdep.stripVersion=true');
  await rename(join(into, 'junit-platform-console-standalone.jar'), join(into, 'junit-console.jar'));
  for (const entry of await readdir(repository, { recursive: true, withFileTypes: true })) {
    if (entry.isFile() && ORIGINS.test(basename(entry.name))) await rm(join(entry.parentPath, entry.name));
  }
  await rm(work, { recursive: true });
}
