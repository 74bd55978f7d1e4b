/** Runs the commands of an answer in the workspace: for what no file can hold, such as a repository's history. */
import { BackbenchError } from '../../shared/errors.ts';
import { readLabFile } from '../catalog/lab-files.ts';
import { labCommands } from '../catalog/lab-trust.ts';
import type { LoadedLab } from '../catalog/load-lab.ts';
import type { Environment } from '../engines/engine.ts';

/** How long the commands of one answer may take, in milliseconds. */
const DEADLINE_MS = 60_000;
const MAX_OUTPUT_BYTES = 64 * 1024;
/** Lines of the output that are told when it fails. */
const TOLD_LINES = 5;

/** Git as it is for somebody who just began, on every machine; a repository's own settings come before these. */
const GIT_SETTINGS = `[user]
	name = Learner
	email = learner@example.com
[init]
	defaultBranch = main
[core]
	editor = true
`;
/** "Today" in the labs' world (labs/WORLD.md), so that the same commands make the same commits everywhere. */
const GIT_DATE = '2026-06-30T10:00:00Z';

/** The person's own settings, such as signing each commit, must not count; the file stands for the system's settings. */
const PREAMBLE = `GIT_CONFIG_SYSTEM=$(mktemp)
export GIT_CONFIG_SYSTEM
trap 'rm -f "$GIT_CONFIG_SYSTEM"' EXIT
printf %s "$ANSWER_GIT_SETTINGS" > "$GIT_CONFIG_SYSTEM"
unset ANSWER_GIT_SETTINGS
`;

/**
 * @param script a file of the lab folder, run by `sh -e` in the workspace
 * @throws BackbenchError LAB_INVALID with the last lines when it fails; what the engine throws
 */
export async function runCommands(script: string, loaded: LoadedLab, environment: Pick<Environment, 'engine' | 'run'>, signal: AbortSignal): Promise<void> {
  const failed = (message: string): BackbenchError<'LAB_INVALID'> => new BackbenchError('LAB_INVALID', { lab: loaded.lab.id, problems: [{ file: script, message }] });
  if (labCommands(environment.engine, loaded).commands === undefined) throw failed('The commands of this lab may not run on this machine: its pack is not trusted.');
  const text = await readLabFile(loaded, script);
  const { exitCode, signal: by, timedOut, stdout, stderr } = await environment.run({
    command: ['sh', '-ec', `${PREAMBLE}${text}`], maxOutputBytes: MAX_OUTPUT_BYTES,
    env: { ANSWER_GIT_SETTINGS: GIT_SETTINGS, GIT_CONFIG_GLOBAL: '/dev/null', GIT_AUTHOR_DATE: GIT_DATE, GIT_COMMITTER_DATE: GIT_DATE, GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C.UTF-8' },
  }, { signal, deadlineMs: DEADLINE_MS });
  if (exitCode === 0 && !timedOut) return;
  const how = timedOut ? `did not end within ${String(DEADLINE_MS / 1000)} s` : `ended with ${exitCode === null ? by ?? 'a signal' : `exit code ${String(exitCode)}`}`;
  throw failed(`The commands ${how}: ${`${stdout}\n${stderr}`.trim().split('\n').slice(-TOLD_LINES).join(' | ')}`);
}
