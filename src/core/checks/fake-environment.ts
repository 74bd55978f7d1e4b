/** A lab environment for tests of the checks: programs run for real on this machine, services are what the test says. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Environment, LabProcess, ProcessRequest } from '../engines/engine.ts';
import { createLineReader } from '../engines/docker/output-lines.ts';
import { openSocket } from '../engines/open-socket.ts';
import { createLineCount } from '../engines/printed-lines.ts';
import { runNative } from '../engines/native/native-run.ts';
import { identifyProgram } from '../engines/native/identify-program.ts';
import { placeNativeFiles } from '../engines/native/place-native-files.ts';
import type { CheckContext } from './check-context.ts';

export interface FakeEnvironment {
  environment: Environment;
  /** Every start that was asked for. */
  starts: ProcessRequest[];
  /** Programs that run now. */
  running(): number;
}

/** @param folder where programs run @param logs what each service logs */
export function fakeEnvironment(folder: string, logs: Record<string, string[]> = {}): FakeEnvironment {
  const starts: ProcessRequest[] = [];
  let running = 0;
  const absent = (): never => { throw new Error('this fake does not do that'); };
  const environment: Environment = {
    engine: 'native',
    docker: null,
    usage: absent,
    processes: absent,
    connect: (port, { signal }) => openSocket({ host: '127.0.0.1', port }, signal),
    services: () => [],
    onChange: () => () => {},
    restart: absent, setFault: absent, clearFaults: absent, park: absent, resume: absent, openShell: absent, stop: absent, destroy: absent, detach: absent,
    shellVariables: () => ({}),
    run: (request, { signal, deadlineMs }) => runNative({
      request, signal, deadlineMs, workspace: folder, recordFolder: join(folder, '..', 'records'), env: process.env as Record<string, string>,
    }),
    identify: (program) => identifyProgram(program, folder, process.env as Record<string, string>, folder),
    placeFiles: (files) => placeNativeFiles(join(folder, '..', `placed-${randomBytes(4).toString('hex')}`), files),
    async *logs(service) { yield* logs[service] ?? []; },
    async startProcess(request): Promise<LabProcess> {
      starts.push(request);
      const port = await freePort();
      const placed = request.files === undefined ? null : await placeNativeFiles(join(folder, '..', `placed-${randomBytes(4).toString('hex')}`), request.files);
      const [program = '', ...args] = request.command.map((word) => word.replaceAll('{{files}}', placed?.folder ?? '{{files}}'));
      const child = spawn(program === 'node' ? process.execPath : program, args, {
        cwd: folder, stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, PORT: String(port), DATABASE: [...request.databases?.values() ?? []].join(' '), ...request.env },
      });
      running += 1;
      let text = '';
      const [lines, printed] = [createLineReader(), createLineCount()];
      child.stdout.on('data', (chunk: Buffer) => { printed.add(lines.push(chunk)); });
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { text += chunk.toString('utf8'); });
      const exited = once(child, 'exit').then(([exitCode, signal]: (number | string | null)[]) => {
        running -= 1;
        void placed?.dispose();
        return { exitCode: exitCode as number | null, signal: signal as string | null };
      });
      const end = async (): Promise<void> => {
        child.kill('SIGKILL');
        await exited;
      };
      return {
        host: '127.0.0.1', port, exited, kill: end, dispose: end,
        printed: (from) => printed.from(from),
        tail: () => text.split('\n').filter((line) => line !== ''),
      };
    },
  };
  return { environment, starts, running: () => running };
}

/** A context without services, around such an environment. */
export function contextFor(environment: Environment, more: Partial<CheckContext> = {}): CheckContext {
  return {
    environment, drivers: new Map(), specs: [], answers: new Map(), app: { command: ['node', 'server.js'], startTimeout: 5, beside: {} },
    commands: { programs: {}, labFile: () => Promise.reject(new Error('no lab folder here')), builds: new Map() },
    workspace: { read: () => Promise.reject(new Error('no workspace here')) }, secrets: [], signal: new AbortController().signal, ...more,
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
