/**
 * Runs a part of a command in a network of its own that has no way out, so that every packet that would leave the
 * machine is counted, name look-ups included. Linux only: the namespace is made without any rights, by `unshare`.
 */
import { fork, spawn } from 'node:child_process';
import { networkInterfaces } from 'node:os';

/** Making a namespace takes some milliseconds. */
const PROBE_TIMEOUT_MS = 5_000;
const NAMESPACE = ['--user', '--map-current-user', '--net', '--keep-caps', '--'];
/** The loopback device is brought up; the program itself runs without the right to change any of it. */
const ENTER = 'ip link set lo up && exec setpriv --ambient-caps=-all --inh-caps=-all "$@"';

/** True where {@link runApart} works, and would make a difference. */
export async function canRunApart(): Promise<boolean> {
  if (process.platform !== 'linux' || !Object.values(networkInterfaces()).some((addresses) => addresses?.some((each) => !each.internal) === true)) return false;
  const probe = spawn('unshare', [...NAMESPACE, 'sh', '-c', ENTER, 'sh', 'true'], { stdio: 'ignore', timeout: PROBE_TIMEOUT_MS });
  return new Promise((resolve) => {
    probe.once('error', () => { resolve(false); });
    probe.once('close', (code) => { resolve(code === 0); });
  });
}

/**
 * Runs this program with other arguments in a namespace. Its standard output is not shown: it tells what it has to
 * say in messages (see process.send). Ctrl-C reaches it by itself; the signal ends it too.
 * @returns its exit code, once it has ended
 */
export function runApart(args: readonly string[], options: { signal: AbortSignal; onMessage: (message: unknown) => void }): Promise<number> {
  const child = fork(process.argv[1] ?? '', args, {
    execPath: 'unshare', execArgv: [...NAMESPACE, 'sh', '-c', ENTER, 'sh', process.execPath], stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const end = (): void => { child.kill('SIGTERM'); };
  options.signal.addEventListener('abort', end, { once: true });
  child.on('message', options.onMessage);
  return new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => { resolve(code ?? 2); });
  }).finally(() => { options.signal.removeEventListener('abort', end); });
}
