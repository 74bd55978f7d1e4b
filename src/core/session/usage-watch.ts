/** The live picture of a lab that runs: what its services cost and who is connected, every two seconds while somebody looks. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { AtRisk, UsageView } from '../../shared/usage-view.ts';
import type { Environment } from '../engines/engine.ts';
import type { Connections, ServiceDriver } from '../services/service.ts';

/** Between two looks, in milliseconds: often enough to see a query, seldom enough to cost nothing. */
const LOOK_MS = 2_000;
/** A server that takes longer to count its connections has other worries, in milliseconds. */
const ANSWER_MS = 1_500;
/** A look at the programs starts one in a container's shell: once in so many looks. */
const PROGRAMS_EVERY = 3;

/** What is looked at. */
export interface Looked {
  /** Null while the lab does not run. */
  open(): { environment: Pick<Environment, 'usage' | 'processes'>; drivers: ReadonlyMap<string, Pick<ServiceDriver, 'connections'>> } | null;
  onChange(listener: () => void): () => void;
}

/** Ends, without an error, when the signal fires. */
export async function* watchUsage(lab: Looked, signal: AbortSignal): AsyncGenerator<UsageView, void, void> {
  const before = new Map<string, { cpuMs: number; at: number }>();
  let programs: UsageView['programs'] = null;
  for (let look = 0; !signal.aborted; look += 1) {
    const open = lab.open();
    if (open === null) {
      before.clear();
      yield { at: Date.now(), services: [], programs: null };
      await changeOrEnd(lab, signal);
      look = -1;
      continue;
    }
    const asking = AbortSignal.any([signal, AbortSignal.timeout(LOOK_MS + ANSWER_MS)]);
    const usage = await open.environment.usage({ signal: asking }).catch(() => []);
    if (look % PROGRAMS_EVERY === 0) programs = await programsOf(open.environment, asking).catch(() => programs);
    const services = await Promise.all(usage.map(async ({ id, cost }) => {
      const connections = await connectionsOf(open.drivers.get(id), signal);
      return { id, cpuPercent: cost === null ? null : percent(before, id, cost.cpuMs), memoryMb: cost?.memoryMb ?? null, connections };
    }));
    if (signal.aborted) return;
    yield { at: Date.now(), services, programs };
    await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** @param service one that shall be restarted; all, and what runs in the terminals, when left out */
export async function atRisk(lab: Looked, service: string | undefined, signal: AbortSignal): Promise<AtRisk> {
  const open = lab.open();
  if (open === null) return { transactions: [], programs: [] };
  const asked = [...open.drivers].filter(([id]) => service === undefined || id === service);
  const transactions = await Promise.all(asked.map(async ([id, driver]) => ({ service: id, count: (await connectionsOf(driver, signal))?.inTransaction ?? 0 })));
  const programs = service === undefined ? await programsOf(open.environment, AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)])).catch(() => null) : null;
  return { transactions: transactions.filter(({ count }) => count > 0), programs: (programs ?? []).map((each) => each.command) };
}

/** A shell that waits for its next line is no program that runs: every terminal has one. */
async function programsOf(environment: Pick<Environment, 'processes'>, signal: AbortSignal): Promise<UsageView['programs']> {
  return (await environment.processes({ signal }))?.filter((each) => !isPromptShell(each.command)) ?? null;
}

/** @param command its words joined by blanks. A shell with a script to run, or with a command, is a program. */
export function isPromptShell(command: string): boolean {
  const [program = '', ...words] = command.trim().split(/\s+/);
  const name = program.replace(/^-/, '').replace(/^.*[/\\]/, '');
  if (!/^(ba|z|da|fi|k)?sh$|^(powershell|pwsh|cmd)(\.exe)?$/.test(name)) return false;
  return words.every((word, at) => word.startsWith('-') && word !== '-c' || words[at - 1] === '--rcfile' || words[at - 1] === '--init-file');
}

/** Null where the server doesn't tell, or not in time. */
async function connectionsOf(driver: Pick<ServiceDriver, 'connections'> | undefined, signal: AbortSignal): Promise<Connections | null> {
  return await driver?.connections?.(AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)])).catch(() => null) ?? null;
}

/** @returns null at the first look, and after a restart, which begins to count anew */
function percent(before: Map<string, { cpuMs: number; at: number }>, id: string, cpuMs: number): number | null {
  const at = performance.now();
  const last = before.get(id);
  before.set(id, { cpuMs, at });
  return last === undefined || cpuMs < last.cpuMs || at <= last.at ? null : (100 * (cpuMs - last.cpuMs)) / (at - last.at);
}

async function changeOrEnd(lab: Looked, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const off = lab.onChange(resolve);
  signal.addEventListener('abort', () => { resolve(); }, { once: true });
  await promise;
  off();
}
