/** Runs a helper program to its end, with a deadline, and gives its output. */
import { spawn } from 'node:child_process';
import { BackbenchError } from '../../shared/errors.ts';

/** Enough to understand a failure. */
const KEPT_LINES = 40;

export interface RunOptions {
  /** The service it is run for, in the error. */
  service: string;
  /** Longest run, in milliseconds. */
  timeoutMs: number;
  signal: AbortSignal;
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** The name the program is called by, where that decides what it does. */
  argv0?: string;
  input?: string;
  /** Gives both outputs, standard error among them. */
  bothOutputs?: boolean;
}

/**
 * @returns what it wrote to standard output, or to both
 * @throws BackbenchError SERVICE_EXITED with its last lines when it fails; the signal's reason when it was aborted
 */
export async function runProgram(program: string, args: readonly string[], options: RunOptions): Promise<string> {
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(options.timeoutMs)]);
  signal.throwIfAborted();
  const child = spawn(program, args, {
    signal, killSignal: 'SIGKILL', stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true,
    ...(options.env === undefined ? {} : { env: options.env }), ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.argv0 === undefined ? {} : { argv0: options.argv0 }),
  });
  let out = '';
  let both = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    both += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => { both += text; });
  // A program that doesn't read its input may close it.
  child.stdin.on('error', () => {}).end(options.input ?? '');
  return new Promise((resolve, reject) => {
    child.on('error', (error) => {
      reject(signal.aborted ? (signal.reason as Error) : new BackbenchError('SERVICE_EXITED', {
        service: options.service, exitCode: null, signal: null, log: [`${program}: ${error.message}`],
      }, { cause: error }));
    });
    child.on('close', (exitCode, killed) => {
      if (exitCode === 0) return resolve(options.bothOutputs === true ? both : out);
      if (signal.aborted) return reject(signal.reason as Error);
      const log = both.trimEnd().split('\n').slice(-KEPT_LINES);
      reject(new BackbenchError('SERVICE_EXITED', { service: options.service, exitCode, signal: killed, log }));
    });
  });
}
