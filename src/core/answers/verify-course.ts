/**
 * Proves many labs, on one engine or both, several side by side, each as often as is asked for; and looks whether
 * the repeats agree. One lab's services serve all its runs: between two answers they are reset, not restarted.
 */
import type { ErrorReport } from '../../shared/errors.ts';
import { toErrorReport } from '../../shared/errors.ts';
import type { EngineKind } from '../../shared/lab-format.ts';
import type { Core } from '../core.ts';
import type { Environment } from '../engines/engine.ts';
import type { LoadedLab } from '../catalog/load-lab.ts';
import type { LabSession } from '../session/lab-session.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { openScratchFiles, type ScratchFiles } from './scratch-files.ts';
import { verifyLab, type VerifyItem, type VerifyOptions, type VerifyReport } from './verify-lab.ts';
import type { VerifyWorld } from './verify-world.ts';

/** Stopping one lab's services, in milliseconds. */
const STOP_DEADLINE_MS = 60_000;

/** How one lab fared on one engine. */
export interface LabProof {
  lab: string;
  title: string;
  version: number;
  /** The variant; null for labs without any. */
  variant: string | null;
  engine: EngineKind;
  /** `not-run`: this machine lacks something, see `reasons`. */
  state: 'proven' | 'failed' | 'not-run';
  /** What is missing on this machine, or why the run was cut off. */
  reasons: ErrorReport[];
  /** One for each repeat, and one for another learner where the lab's values differ. */
  runs: VerifyReport[];
  /** Where two repeats differ, a sentence each. */
  disagreements: string[];
  /** Most memory that its services and programs used at once, in MiB; null when it was not seen. */
  peakMemoryMb: number | null;
  /** Packets that tried to reach beyond this machine while it ran; null where that can't be counted. */
  outbound: number | null;
  /** Milliseconds from nothing to services that answer and are filled. */
  startMs: number;
  /** Milliseconds of all that no tool could save: starting and stopping the services, checks, scripts, resets. */
  commandsMs: number;
  /** Milliseconds of everything, start and stop included. */
  ms: number;
}

export interface VerifyTask {
  lab: string;
  /** Null for labs without variants. */
  variant: string | null;
  engine: EngineKind;
  scope?: VerifyOptions['scope'];
}

/** A lab once, or once for each of its variants. */
export function tasksFor({ lab }: LoadedLab, engine: EngineKind): VerifyTask[] {
  const ids = lab.variants.length === 0 ? [null] : lab.variants.map((variant) => variant.id);
  return ids.map((variant) => ({ lab: lab.id, variant, engine }));
}

export interface VerifyCourseOptions {
  world: VerifyWorld;
  tasks: readonly VerifyTask[];
  /** Runs of each lab; at least 1. */
  repeat: number;
  /** Labs at once; at least 1. */
  jobs: number;
  signal: AbortSignal;
  /** Called as each item of a run is known. */
  onItem?: (task: VerifyTask, item: VerifyItem, run: number) => void;
  /** Called as each lab is done. */
  onProof?: (proof: LabProof) => void;
}

/** @returns one proof a task, in the tasks' order. @throws the signal's reason */
export async function verifyCourse(options: VerifyCourseOptions): Promise<LabProof[]> {
  const { tasks, jobs, signal } = options;
  const proofs: LabProof[] = [];
  // The longest first, so that no core waits for one at the end.
  const order = tasks.map((task, index) => ({ index, size: sizeOf(task, options.world) })).sort((a, b) => b.size - a.size).map((each) => each.index);
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let turn = next++; turn < order.length; turn = next++) {
      const index = order[turn] ?? 0;
      const task = tasks[index];
      if (task === undefined) return;
      signal.throwIfAborted();
      const proof = await proveLab(task, options);
      proofs[index] = proof;
      options.onProof?.(proof);
    }
  };
  const outcomes = await Promise.allSettled(Array.from({ length: Math.min(jobs, tasks.length) }, worker));
  signal.throwIfAborted();
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return proofs;
}

/** A program is started several times for each answer: an answer then takes some ten times as long. */
const PROGRAM_WEIGHT = 10;

/** How long a lab takes, roughly, in no unit. */
function sizeOf(task: VerifyTask, world: VerifyWorld): number {
  const { lab } = world.core(task.engine).sessions.of(task.lab, task.variant ?? undefined).loaded;
  const answers = 2 * lab.steps.length + (task.scope === 'spine' ? 0 : lab.alternatives.length + lab.mutants.length);
  return answers * (lab.app === undefined ? 1 : PROGRAM_WEIGHT);
}

/** What one lab's proof needs. */
type ProveOptions = Pick<VerifyCourseOptions, 'world' | 'repeat' | 'signal' | 'onItem'>;

/** One lab on one engine, all its repeats. @throws the signal's reason */
export async function proveLab(task: VerifyTask, options: ProveOptions): Promise<LabProof> {
  const { world, signal } = options;
  const began = performance.now();
  const core = world.core(task.engine);
  const { lab } = core.sessions.of(task.lab, task.variant ?? undefined).loaded;
  const proof: LabProof = {
    lab: lab.id, title: lab.title, version: lab.version, variant: task.variant, engine: task.engine, state: 'not-run', reasons: [], runs: [], disagreements: [],
    peakMemoryMb: null, outbound: null, startMs: 0, commandsMs: 0, ms: 0,
  };
  const engines = await core.enginesFor(task.lab, signal, task.variant ?? undefined);
  const here = engines.find((each) => each.engine === task.engine);
  if (here === undefined) return { ...proof, reasons: [{ code: 'ENGINE_NOT_SUPPORTED', details: { lab: lab.id, engine: task.engine, needs: lab.needs.engine } }] };
  if (!here.ready) return { ...proof, reasons: here.missing as ErrorReport[] };
  try {
    await runLab(core, task, proof, options);
    // Whoever has other values gets the same verdicts; a value that was written out gives itself away.
    if (Object.keys(lab.values).length > 0) await runLab(await world.otherLearner(task.engine), task, proof, { ...options, repeat: 1 });
    proof.disagreements = disagreements(proof.runs);
    proof.state = proof.runs.every((run) => run.ok) && proof.disagreements.length === 0 && (proof.outbound ?? 0) === 0 ? 'proven' : 'failed';
  } catch (error) {
    signal.throwIfAborted();
    proof.state = 'failed';
    proof.reasons = [toErrorReport(error)];
  }
  return { ...proof, ms: Math.round(performance.now() - began) };
}

/** Starts the lab, proves it as often as is asked for, and removes it. What is measured is that of the first learner. */
async function runLab(core: Core, task: VerifyTask, proof: LabProof, { world, repeat, signal, onItem }: ProveOptions): Promise<void> {
  const began = performance.now();
  const session = core.sessions.of(task.lab, task.variant ?? undefined);
  const { lab } = session.loaded;
  const isFirst = proof.runs.length === 0;
  let environment: Environment | null = null;
  let files: ScratchFiles | null = null;
  const usage = world.usage(task.engine);
  try {
    if (isFirst) await usage.follow(session.id);
    await session.start(task.engine, signal);
    environment = session.environment();
    const startMs = Math.round(performance.now() - began);
    if (isFirst) proof.startMs = startMs;
    proof.commandsMs += startMs;
    const drivers = new Map(lab.services.map((service) => [service.id, session.driver(service.id)]));
    const { folder, read } = await workspaceOf(session);
    files = await openScratchFiles(folder, `${folder}.start`);
    // Nothing but the start is ever restored here.
    const workspace = { read, put: files.put, restore: files.reset };
    for (let time = 1; time <= repeat; time += 1) {
      const run = proof.runs.length + 1;
      const report = await verifyLab({
        answers: new Map(), loaded: session.loaded, workspace, drivers, environment, secrets: [], signal, scope: task.scope ?? 'all', keptBuilds: (request) => core.buildCache.make({ folder, ...request }),
        onItem: (item) => { onItem?.(task, item, run); },
      });
      proof.runs.push(report);
      proof.commandsMs += report.commandsMs;
    }
    if (isFirst) Object.assign(proof, await usage.end(session.id));
  } finally {
    await files?.dispose();
    const stopping = performance.now();
    const call = { signal: AbortSignal.timeout(STOP_DEADLINE_MS) };
    await session.stop(call.signal);
    // Sixty labs' data would fill a small disk.
    await environment?.destroy(call);
    proof.commandsMs += Math.round(performance.now() - stopping);
  }
}

async function workspaceOf(session: LabSession): Promise<Pick<Workspace, 'folder' | 'read'>> {
  const workspace = await session.workspace();
  return { folder: workspace.folder, read: (path) => workspace.read(path) };
}

/** Each item whose verdicts or reasons are not those of the first run. */
export function disagreements(runs: readonly VerifyReport[]): string[] {
  const [first, ...others] = runs;
  if (first === undefined) return [];
  const outcomeOf = (item: VerifyItem): string =>
    item.results.map((result) => `${result.checkId} ${result.verdict}${result.reason === undefined ? '' : ` (${result.reason})`}`).join(', ') || 'nothing';
  return others.flatMap((run, index) => run.items.flatMap((item) => {
    const same = first.items.find((each) => each.kind === item.kind && each.subject === item.subject);
    if (same !== undefined && outcomeOf(same) === outcomeOf(item)) return [];
    const before = same === undefined ? 'nothing' : outcomeOf(same);
    return [`Run ${String(index + 2)} differs from run 1 at ${item.kind} "${item.subject}": ${before} became ${outcomeOf(item)}.`];
  }));
}
