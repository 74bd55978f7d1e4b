/** The learner's program under an http check: started on a fresh copy of the data, waited for, restarted, ended. */
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { AppSpec } from '../../shared/lab-format.ts';
import type { LabProcess, PlacedFile } from '../engines/engine.ts';
import type { CheckContext } from './check-context.ts';
import { CHECK_VARIABLES } from './lab-run.ts';
import { message, notYet, type NotYet } from './outcome.ts';

/** How often the port is tried. A program of Node listens after some 100 ms. */
const POLL_MS = 25;
/** How long a program may take to close a connection that was closed from this side; one that does not, is there all the same. */
const CLOSE_TIMEOUT_MS = 3_000;
/** Lines of the program's output that are shown. */
const TAIL_LINES = 20;

export interface RunningApp {
  process: LabProcess;
  /** Until when it may still be starting, by performance.now(). */
  startDeadline: number;
  /** How it ended; null while it runs. */
  readonly ended: () => { exitCode: number | null; signal: string | null } | null;
}

/** What of an app it takes to start one of its programs. */
export type ProgramSpec = Pick<AppSpec, 'command' | 'startTimeout'> & {
  /** Files of its own; `{{files}}` in the command stands for their folder. */
  files?: readonly PlacedFile[];
};

/** Starts a program that need not listen anywhere. @throws what the engine throws; the signal's reason */
export async function runProgram(
  app: ProgramSpec, databases: ReadonlyMap<string, string>, context: CheckContext, signal: AbortSignal,
  env: Record<string, string> = {},
): Promise<{ app: RunningApp }> {
  const process = await context.environment.startProcess({
    command: app.command, env: { ...CHECK_VARIABLES, ...env }, databases, ...(app.files === undefined ? {} : { files: app.files }),
  }, { signal });
  let end: { exitCode: number | null; signal: string | null } | null = null;
  void process.exited.then((value) => { end = value; });
  return { app: { process, startDeadline: performance.now() + app.startTimeout * 1000, ended: () => end } };
}

/**
 * Starts the program and waits until it listens.
 * @param databases by service id: the copies that it works on
 * @param env more variables for the program
 * @returns the program, or why there is none: it ended, or does not listen on its port. In that case nothing runs.
 * @throws what the engine throws; the signal's reason
 */
export async function startApp(
  app: ProgramSpec, databases: ReadonlyMap<string, string>, context: CheckContext, signal: AbortSignal,
  env: Record<string, string> = {},
): Promise<{ app: RunningApp } | NotYet> {
  const { app: running } = await runProgram(app, databases, context, signal, env);
  const { process } = running;
  try {
    const listens = await waitUntilItListens(running, signal);
    if (listens) return { app: running };
    if (running.ended() !== null) return exitedOutcome(app, running);
    const seconds = `${String(app.startTimeout)} ${app.startTimeout === 1 ? 'second' : 'seconds'}`;
    const outcome = notYet('app-not-listening', [
      message(app.command.join(' '), `It runs, but did not listen on port ${String(process.port)} within ${seconds}. The port it must use is in the variable PORT.`),
      ...logEvidence(app, running),
    ]);
    await process.dispose();
    return outcome;
  } catch (error) {
    await process.dispose();
    throw error;
  }
}

/** What is said of a program that ended by itself: how, and its last lines. */
export function exitedOutcome(app: Pick<AppSpec, 'command'>, { process, ended }: Pick<RunningApp, 'process' | 'ended'>): NotYet {
  const how = ended();
  const text = how?.signal ? `It was ended by ${how.signal}.` : `It ended with exit code ${String(how?.exitCode ?? 'unknown')}.`;
  return notYet('app-exited', [message(app.command.join(' '), text), ...logEvidence(app, { process })], { got: process.tail().join('\n') });
}

/** The program's last lines, or nothing when it printed none. */
export function logEvidence(app: Pick<AppSpec, 'command'>, { process }: Pick<RunningApp, 'process'>): { kind: 'log'; source: string; lines: string[] }[] {
  const lines = process.tail().slice(-TAIL_LINES);
  return lines.length === 0 ? [] : [{ kind: 'log', source: app.command.join(' '), lines }];
}

/** @returns false when the program ended or the time is over */
async function waitUntilItListens(app: RunningApp, signal: AbortSignal): Promise<boolean> {
  while (performance.now() < app.startDeadline) {
    signal.throwIfAborted();
    if (app.ended() !== null) return false;
    if (await accepts(app.process.host, app.process.port)) return app.ended() === null;
    await wait(POLL_MS, undefined, { signal }).catch(() => {});
  }
  return false;
}

/**
 * Whether the program itself takes connections. Between us and it there may be a relay or a proxy that accepts
 * before the program listens, and cuts the connection when it finds nobody. So the connection is closed from
 * this side first: a program closes its own side in return, without having seen a request; a relay resets.
 */
function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, allowHalfOpen: true });
    let connected = false;
    const settle = (value: boolean): void => {
      socket.destroy();
      resolve(value);
    };
    // Before it is connected: a packet that is dropped, not refused, would keep us waiting.
    socket.setTimeout(CLOSE_TIMEOUT_MS, () => { settle(connected); });
    socket.once('connect', () => {
      connected = true;
      socket.end();
    });
    socket.once('end', () => { settle(true); });
    socket.once('error', () => { settle(false); });
    socket.resume();
  });
}
