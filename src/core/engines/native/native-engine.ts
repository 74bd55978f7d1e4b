/** The native engine: a lab's services as plain processes, for machines without a container engine. */
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { toErrorReport, type ErrorReport } from '../../../shared/errors.ts';
import { SERVICE_KINDS, type ServiceKind } from '../../../shared/lab-format.ts';
import type { DoctorItem } from '../../../shared/views.ts';
import { toolTitle } from '../../../shared/tool-words.ts';
import { TOOL_NAMES, type ToolName } from '../../../shared/tools.ts';
import { processStart } from '../../process-identity.ts';
import { createLocalTools } from '../../tools/local-tools.ts';
import type { Service } from '../../services/service.ts';
import type { CallOptions, Engine, EnvironmentRequest, SweepReport } from '../engine.ts';
import { endSession, endUnrecorded } from './leftovers.ts';
import { NativeEnvironment } from './native-environment.ts';
import { prepareShellPlaces, shellEnvironment, type ShellPlaces } from './shell-environment.ts';

/** By then the window is there and the lesson can be read, in milliseconds; a processor that is busy then delays nobody. */
const WARM_UP_DELAY_MS = 4_000;
const SESSION_ID = /^[0-9a-f]{12}$/;
/** A throw-away session of the doctor, named after the number of the process that runs it: while that runs, no sweep touches it. */
const TRIAL = /^trial-(\d+)-/;

export interface NativeEngineParts extends ShellPlaces {
  services: Record<ServiceKind, Service>;
  /** Names this installation: what carries its mark is ours. */
  instance: string;
  platform: NodeJS.Platform;
  onWarning: (text: string) => void;
}

export function createNativeEngine(parts: NativeEngineParts): Engine {
  const root = join(parts.dataFolder, 'native');
  const folderOf = (session: string): string => join(root, session);
  prepareShellPlaces(parts);
  const tools = createLocalTools({
    env: () => shellEnvironment(parts, {}), folder: join(parts.dataFolder, 'workspaces'), platform: parts.platform,
  });
  const closing = new AbortController();
  const later = createLater(WARM_UP_DELAY_MS);
  const warmUp = (kinds: readonly ServiceKind[]): void => {
    later.run(() => Promise.allSettled(kinds.map(async (kind) => parts.services[kind].native.warmUp?.(closing.signal))));
  };
  warmUp(SERVICE_KINDS);

  async function tryService(kind: ServiceKind, signal: AbortSignal): Promise<void> {
    const sessionId = `trial-${String(process.pid)}-${kind}-${randomBytes(4).toString('hex')}`;
    const environment = new NativeEnvironment({ ...parts, folder: folderOf(sessionId), request: {
      sessionId, lab: 'doctor', services: [{ id: kind, kind, password: randomBytes(16).toString('hex') }], workspace: root, tools: [],
    } });
    try {
      await environment.open({ signal });
    } finally {
      await environment.destroy();
    }
  }

  async function probeService(kind: ServiceKind, real: boolean, signal: AbortSignal): Promise<DoctorItem> {
    const since = performance.now();
    const item = { id: `native-${kind}`, group: 'native' as const, name: kind };
    try {
      const { program, version } = await parts.services[kind].native.resolve(signal);
      if (real) await tryService(kind, signal);
      return { ...item, status: 'ok', found: `${version}, ${program}`, error: null, ms: performance.now() - since };
    } catch (error) {
      signal.throwIfAborted();
      const report = toErrorReport(error);
      return { ...item, status: report.code === 'BINARY_MISSING' ? 'missing' : 'failed', found: '', error: report, ms: performance.now() - since };
    }
  }

  async function probeTool(tool: ToolName, signal: AbortSignal): Promise<DoctorItem> {
    const since = performance.now();
    const found = await tools.find(tool, signal);
    const item = { id: `tool-${tool}`, group: 'tools' as const, name: toolTitle(tool), ms: performance.now() - since };
    return 'missing' in found ? { ...item, status: 'missing', found: '', error: found.missing }
      : { ...item, status: 'ok', found: `${found.version}, ${found.path}`, error: null };
  }

  return {
    kind: 'native',
    async probe({ signal, real, onItem }) {
      const tell = (item: DoctorItem): DoctorItem => {
        onItem?.(item);
        return item;
      };
      const kinds = Object.keys(parts.services) as ServiceKind[];
      const services = await Promise.all(kinds.map(async (kind) => tell(await probeService(kind, real, signal))));
      const found = await Promise.all(TOOL_NAMES.map(async (tool) => tell(await probeTool(tool, signal))));
      return [...services, ...found];
    },
    async missing({ services, tools: needed }, signal) {
      const problems = await Promise.all(services.map(async (kind): Promise<ErrorReport | null> => {
        try {
          await parts.services[kind].native.resolve(signal);
          return null;
        } catch (error) {
          signal.throwIfAborted();
          return toErrorReport(error);
        }
      }));
      const found = await Promise.all(needed.map((tool) => tools.find(tool, signal)));
      const lacking = found.flatMap((each) => ('missing' in each ? [each.missing] : []));
      return [...problems.filter((problem) => problem !== null), ...lacking];
    },
    async open(request: EnvironmentRequest, options: CallOptions) {
      const environment = new NativeEnvironment({ ...parts, request, folder: folderOf(request.sessionId) });
      const created = await environment.open(options);
      warmUp(request.services.map(({ kind }) => kind));
      return { environment, created };
    },
    async sweep({ keep, stop }, signal) {
      const removed: string[] = [];
      const isKept = (name: string): boolean => {
        const trial = TRIAL.exec(name)?.[1];
        return trial === undefined ? keep(name) : processStart(Number(trial)) !== null;
      };
      const names = existsSync(root) ? readdirSync(root) : [];
      for (const name of names) {
        signal.throwIfAborted();
        const isTrial = TRIAL.test(name);
        if (!isTrial && !SESSION_ID.test(name)) continue;
        const kept = isKept(name);
        if (kept && (isTrial || !stop(name))) continue;
        removed.push(...await endSession(folderOf(name)));
        if (!kept) {
          await rm(folderOf(name), { recursive: true, force: true });
          removed.push(`folder ${name}`);
        }
      }
      removed.push(...await endUnrecorded(root, parts.instance, isKept));
      return { removed } satisfies SweepReport;
    },
    async remove(sessionId) {
      await endSession(folderOf(sessionId));
      await rm(folderOf(sessionId), { recursive: true, force: true });
    },
    async close() {
      closing.abort(new Error('closing'));
      await later.cancel();
    },
  };
}

/** Runs work after a delay in milliseconds; `cancel` prevents what has not begun, and waits for the end of what has. */
function createLater(delayMs: number): { run(work: () => Promise<unknown>): void; cancel(): Promise<void> } {
  const timers = new Set<NodeJS.Timeout>();
  const running = new Set<Promise<unknown>>();
  return {
    run(work) {
      const timer = setTimeout(() => {
        timers.delete(timer);
        const done = work().finally(() => running.delete(done));
        running.add(done);
      }, delayMs).unref();
      timers.add(timer);
    },
    async cancel() {
      for (const timer of timers) clearTimeout(timer);
      await Promise.all(running);
    },
  };
}
