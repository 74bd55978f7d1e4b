/** Files for a command to read, in a folder of their own inside the shell's container. */
import { BackbenchError } from '../../../shared/errors.ts';
import type { PlacedFile, PlacedFiles, RunOptions, RunRequest, RunResult } from '../engine.ts';

/** Nobody writes them: what a command finds is what its author gave. */
const READ_ONLY = 0o444;
/** How long it may take to unpack or remove them, in milliseconds. */
const DEADLINE_MS = 20_000;
/** Enough for the folder's name and for an error. */
const OUTPUT_BYTES = 4096;
const UNPACK = 'folder=$(mktemp -d /tmp/backbench-files-XXXXXX) && tar -xf - -C "$folder" && printf %s "$folder"';

/** @param run runs a command in the container @throws BackbenchError DOCKER_FAILED, and what `run` throws */
export async function placeInContainer(
  files: readonly PlacedFile[], run: (request: RunRequest, options: RunOptions) => Promise<RunResult>, signal: AbortSignal,
): Promise<PlacedFiles> {
  const archive = await packed(files);
  const command = ['sh', '-c', UNPACK];
  const { exitCode, stdout: folder, stderr } = await run({ command, stdin: archive, maxOutputBytes: OUTPUT_BYTES }, { signal, deadlineMs: DEADLINE_MS });
  if (exitCode !== 0) throw new BackbenchError('DOCKER_FAILED', { operation: 'place files for a command', reason: stderr });
  let removed: Promise<void> | null = null;
  return {
    folder,
    dispose() {
      // What can't be removed goes with the container.
      removed ??= run({ command: ['rm', '-rf', folder], maxOutputBytes: OUTPUT_BYTES }, { signal: AbortSignal.timeout(DEADLINE_MS), deadlineMs: DEADLINE_MS })
        .then(() => undefined, () => undefined);
      return removed;
    },
  };
}

/** @param folder what their paths begin with, ending in a slash; nothing unless told @returns a tar archive */
export async function packed(files: readonly PlacedFile[], folder = ''): Promise<Buffer> {
  const { pack } = await import('tar-stream');
  const tar = pack();
  for (const { path, content } of files) tar.entry({ name: `${folder}${path}`, mode: READ_ONLY, mtime: new Date(0) }, Buffer.from(content));
  tar.finalize();
  const parts: Uint8Array[] = [];
  for await (const part of tar) parts.push(part as Uint8Array);
  return Buffer.concat(parts);
}
