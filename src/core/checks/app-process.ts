/** The learner's program under an http check: started on a fresh copy of the data, waited for, restarted, ended. */
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { AppSpec } from '../../shared/lab-format.ts';
import type { LabProcess, ProcessRequest } from '../engines/engine.ts';
import type { CheckContext } from './check-context.ts';
import { message, notYet, type NotYet } from './outcome.ts';

/** How often the port is tried. A program of Node listens after some 100 ms. */
const POLL_MS = 25;
/**
 * How long a connection must stay open to count: where a port is published by a proxy (Docker Desktop), the proxy
 * accepts at once and closes when it finds nobody behind it.
 */
const STAYS_OPEN_MS = 40;
/** Lines of the program's output that are shown. */
const TAIL_LINES = 20;

export interface RunningApp {
  process: LabProcess;
  /** Resolves when the program has ended. */
  readonly ended: () => { exitCode: number | null; signal: string | null } | null;
}

/**
 * Starts the program and waits until it listens.
 * @returns the program, or why there is none: it ended, or does not listen on its port. In that case nothing runs.
 * @throws what the engine throws; the signal's reason
 */
export async function startApp(
  app: AppSpec, database: ProcessRequest['database'], context: CheckContext, signal: AbortSignal,
): Promise<{ app: RunningApp } | NotYet> {
  const process = await context.environment.startProcess({ command: app.command, ...(database === undefined ? {} : { database }) }, { signal });
  let end: { exitCode: number | null; signal: string | null } | null = null;
  void process.exited.then((value) => { end = value; });
  const running: RunningApp = { process, ended: () => end };
  try {
    const listens = await waitUntilItListens(running, app.startTimeout * 1000, signal);
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
export function exitedOutcome(app: AppSpec, { process, ended }: RunningApp): NotYet {
  const how = ended();
  const text = how?.signal ? `It was ended by ${how.signal}.` : `It ended with exit code ${String(how?.exitCode ?? 'unknown')}.`;
  return notYet('app-exited', [message(app.command.join(' '), text), ...logEvidence(app, { process })], { got: process.tail().join('\n') });
}

/** The program's last lines, or nothing when it printed none. */
export function logEvidence(app: AppSpec, { process }: Pick<RunningApp, 'process'>): { kind: 'log'; source: string; lines: string[] }[] {
  const lines = process.tail().slice(-TAIL_LINES);
  return lines.length === 0 ? [] : [{ kind: 'log', source: app.command.join(' '), lines }];
}

/** @returns false when the program ended or the time is over */
async function waitUntilItListens(app: RunningApp, timeoutMs: number, signal: AbortSignal): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (performance.now() < deadline) {
    signal.throwIfAborted();
    if (app.ended() !== null) return false;
    if (await accepts(app.process.host, app.process.port)) return app.ended() === null;
    await wait(POLL_MS, undefined, { signal }).catch(() => {});
  }
  return false;
}

function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    let timer: NodeJS.Timeout | undefined;
    const settle = (value: boolean): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(value);
    };
    // A packet that is dropped, not refused, would keep us waiting.
    socket.setTimeout(1_000, () => { settle(false); });
    socket.once('connect', () => { timer = setTimeout(settle, STAYS_OPEN_MS, true); });
    socket.once('error', () => { settle(false); });
    socket.once('close', () => { settle(false); });
  });
}
