/**
 * `backbench labs preview`: the app on a labs folder of the author's. The script beside the command line opens the
 * app; this looks at the folder before, and clears away what the preview's own sessions left after.
 */
import { rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, resolve } from 'node:path';
import { createCore } from '../../core/create-core.ts';
import { findLabs } from '../../core/catalog/find-labs.ts';
import { lintLab } from '../../core/catalog/lint-lab.ts';
import { ENGINE_KINDS } from '../../shared/lab-format.ts';
import { BackbenchError } from '../../shared/errors.ts';
import { problemPlace } from '../../shared/messages.ts';
import type { AuthorContext } from '../index.ts';
import { EXIT, type ExitCode } from '../output.ts';

/** Ending and removing one lab's services, in milliseconds. */
const END_DEADLINE_MS = 60_000;

/** Tells what a lint finds; a lab that can't be used yet may be opened all the same. @throws BackbenchError LAB_NOT_FOUND for what is no lab folder */
export async function beginPreview({ output, signal }: AuthorContext, folder: string): Promise<ExitCode> {
  const path = resolve(folder);
  const { labs } = await findLabs(dirname(dirname(path)), signal);
  if (!labs.some((each) => each.folder === path)) throw new BackbenchError('LAB_NOT_FOUND', { lab: folder, known: labs.map((each) => each.folder) });
  for (const finding of await lintLab(path, signal)) output.say(`${problemPlace(finding)}: ${finding.severity}: ${finding.message}`);
  return EXIT.passed;
}

/** Removes the preview's data folder and everything that its sessions have made. */
export async function endPreview({ resourcesFolder }: AuthorContext, folder: string, data: string): Promise<ExitCode> {
  const dataFolder = resolve(data);
  const core = await createCore({
    dataFolder, labsFolder: dirname(dirname(resolve(folder))), resourcesFolder, env: process.env, platform: process.platform, home: homedir(),
    servicesStay: false, onWarning: (text) => { process.stderr.write(`${text}\n`); },
  });
  try {
    for (const engine of ENGINE_KINDS) await core.engines[engine].sweep({ keep: () => false, stop: () => false }, AbortSignal.timeout(END_DEADLINE_MS));
  } finally {
    await core.close(AbortSignal.timeout(END_DEADLINE_MS));
  }
  await rm(dataFolder, { recursive: true, force: true });
  return EXIT.passed;
}
