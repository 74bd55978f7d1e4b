/** A program of the learner's, run in the workspace for a check. It never outlives the one that started it. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { BackbenchError } from '../../../shared/errors.ts';
import { processToken } from '../../process-identity.ts';
import type { LabProcess } from '../engine.ts';
import { createLineReader } from '../docker/output-lines.ts';
import { createLineCount } from '../printed-lines.ts';
import { createTextTail } from '../text-tail.ts';
import { freePort, LOOPBACK } from './free-port.ts';
import { programPath } from './native-run.ts';
import { endFamily } from './process-family.ts';
import { removeRecord, writeRecord } from './service-record.ts';

/** How long a program may take to stop when asked to, in milliseconds. Its check is over: nobody waits for more. */
const STOP_GRACE_MS = 1_000;

export interface NativeProcessRequest {
  command: string[];
  cwd: string;
  env: Record<string, string>;
  /** Where the process is written down while it runs, so that a sweep finds it. */
  recordFolder: string;
}

/** @throws BackbenchError BINARY_MISSING when the program is not there, SERVICE_UNREACHABLE when it cannot be run */
export async function startNativeProcess(request: NativeProcessRequest): Promise<LabProcess> {
  const [name = '', ...args] = request.command;
  const program = programPath(name, request.cwd, request.env);
  const port = await freePort();
  const child = spawn(program, args, {
    cwd: request.cwd, env: { ...request.env, PORT: String(port) }, detached: true, windowsHide: true, stdio: ['ignore', 'pipe', 'pipe'],
  });
  const tail = createTextTail();
  const [lines, printed] = [createLineReader(), createLineCount()];
  child.stdout.on('data', (bytes: Buffer) => {
    tail.push(bytes);
    printed.add(lines.push(bytes));
  });
  child.stderr.on('data', (bytes: Buffer) => { tail.push(bytes); });
  const exited = Promise.withResolvers<{ exitCode: number | null; signal: string | null }>();
  child.once('close', (exitCode, signal) => { exited.resolve({ exitCode, signal }); });
  const started = Promise.withResolvers<void>();
  child.once('spawn', () => { started.resolve(); });
  child.once('error', (error) => {
    started.reject(new BackbenchError('SERVICE_UNREACHABLE', { service: name, reason: error.message, log: [] }, { cause: error }));
  });
  await started.promise;

  const token = processToken(child.pid ?? 0);
  const record = join(request.recordFolder, `${String(port)}.json`);
  const maker = processToken(process.pid);
  if (token !== null && maker !== null) writeRecord(record, { token, port, maker });
  const end = async (signal: 'SIGTERM' | 'SIGKILL', graceMs: number): Promise<void> => {
    if (token !== null) await endFamily(token, signal, graceMs);
    removeRecord(record);
  };
  return {
    host: LOOPBACK,
    port,
    exited: exited.promise,
    tail: () => tail.lines(),
    printed: (from) => printed.from(from),
    kill: () => end('SIGKILL', 0),
    dispose: () => end('SIGTERM', STOP_GRACE_MS),
  };
}
