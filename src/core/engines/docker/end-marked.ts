/**
 * Ends a shell's processes inside its container. Docker can't kill an exec: closing its stream leaves what runs
 * in it. So each shell carries a mark in its environment, which everything it starts inherits, and a short
 * exec kills whatever has the mark or belongs to a marked terminal session.
 */
import { BackbenchError } from '../../../shared/errors.ts';
import type { Daemon } from './daemon.ts';

/** The variable that marks a shell's processes. */
export const MARK = 'BACKBENCH_SHELL';

/** How long ending them may take, in milliseconds. */
const DEADLINE_MS = 5_000;

/**
 * Runs as the learner, like the shell: without capabilities not even root may signal another's processes.
 * `$1` is the mark. Field 4 after the name in /proc/PID/stat is the terminal session (proc_pid_stat(5)).
 * Goes round until a whole round has found nothing, because a process may be starting another one meanwhile.
 */
const SCRIPT = `
sessions=' '
round=0
while [ $round -lt 50 ]; do
  round=$((round + 1))
  found=
  for folder in /proc/[0-9]*; do
    pid=\${folder#/proc/}
    { read -r stat < "$folder/stat"; } 2>/dev/null || continue
    set -- "$1" \${stat##*) }
    [ "$2" = Z ] && continue
    if grep -qzxF "$1" "$folder/environ" 2>/dev/null; then
      [ "$pid" = "$5" ] && sessions="$sessions$pid "
    else
      case "$sessions" in *" $5 "*) ;; *) continue ;; esac
    fi
    kill -9 "$pid" 2>/dev/null && found=1
  done
  [ -z "$found" ] && exit 0
done
exit 1
`;

/** @throws BackbenchError when something is left, or the container can't run the script */
export async function endMarked(daemon: Daemon, container: string, mark: string): Promise<void> {
  await endBy(daemon, container, ['sh', '-c', SCRIPT, 'backbench', `${MARK}=${mark}`]);
}

/** Runs a command that ends others and is silent. @throws BackbenchError when it fails */
export async function endBy(daemon: Daemon, container: string, command: string[]): Promise<void> {
  const operation = `end processes in ${container}`;
  await daemon.call({ operation, deadlineMs: DEADLINE_MS }, async (docker, abortSignal) => {
    const exec = await docker.getContainer(container).exec({ AttachStdout: true, AttachStderr: true, Cmd: command, abortSignal });
    const stream = await exec.start({ abortSignal });
    stream.resume();
    await new Promise<void>((resolve, reject) => {
      stream.once('end', resolve);
      stream.once('error', reject);
      stream.once('close', resolve);
    });
    const { ExitCode } = await exec.inspect({ abortSignal });
    if (ExitCode !== 0) {
      throw new BackbenchError('DOCKER_FAILED', { operation, reason: `processes were left (exit code ${String(ExitCode)})` });
    }
  });
}
