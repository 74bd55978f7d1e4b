/** Starts the lab host as a utility process of Electron's, and keeps what it prints for the log. */
import { utilityProcess, type MessagePortMain } from 'electron';
import type { HostPlaces, HostToMain } from '../shared/host-protocol.ts';
import type { HostProcess } from './host-supervisor.ts';

/** Variables of Electron's and Chromium's own, which mean nothing to the learner's programs or mislead them. */
const NOT_OURS = /^(ELECTRON_|CHROME_|ORIGINAL_XDG_CURRENT_DESKTOP$|NODE_OPTIONS$|BACKBENCH_SQLITE_BINDING$)/;

/** @returns the variables that the lab host and everything it starts may see */
export function labVariables(env: NodeJS.ProcessEnv): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && !NOT_OURS.test(name)) kept[name] = value;
  }
  return kept;
}

/**
 * @param entry the built host
 * @param places told to the host in its first message
 * @param onLine gets each line that it prints
 */
export function forkHost(entry: string, places: Omit<HostPlaces, 'env'>, onLine: (line: string) => void): HostProcess<MessagePortMain> {
  const env = labVariables(process.env);
  const child = utilityProcess.fork(entry, [], { serviceName: 'Backbench lab host', stdio: 'pipe', env });
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null) eachLine(stream, onLine);
  }
  const { dataFolder, labsFolder, resourcesFolder, policyFile, home, sqliteBinding, preview, profile, choose } = places;
  const optional = { ...(sqliteBinding === undefined ? {} : { sqliteBinding }), ...(preview === undefined ? {} : { preview }), ...(profile === undefined ? {} : { profile }), ...(choose === undefined ? {} : { choose }) };
  child.postMessage({ t: 'start', places: { dataFolder, labsFolder, resourcesFolder, policyFile, home, env, ...optional } });
  return {
    get pid() {
      return child.pid;
    },
    post: (message, ports) => child.postMessage(message, ports),
    onMessage: (listener) => void child.on('message', (message: HostToMain) => listener(message)),
    onExit: (listener) => void child.once('exit', listener),
    kill: () => {
      // Electron's own kill() is a SIGTERM, which the host leaves to main.
      if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
    },
  };
}

/** A line longer than this is cut: it is no line but data. */
const LINE_CHARS = 20_000;

function eachLine(stream: NodeJS.ReadableStream, onLine: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = (lines.pop() ?? '').slice(0, LINE_CHARS);
    for (const line of lines) if (line.trim() !== '') onLine(line.slice(0, LINE_CHARS));
  });
  stream.on('end', () => {
    if (rest.trim() !== '') onLine(rest);
  });
  // The pipe breaks with the process; its exit is told elsewhere.
  stream.on('error', () => {});
}
