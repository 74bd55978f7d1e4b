/** `backbench labs verify` */
import { homedir } from 'node:os';
import { dirname, resolve } from 'node:path';
import { openKeptProofs } from '../../core/answers/kept-proofs.ts';
import { tasksFor, verifyCourse, type LabProof, type VerifyTask } from '../../core/answers/verify-course.ts';
import { openVerifyWorld } from '../../core/answers/verify-world.ts';
import { loadCatalog, type BrokenLab, type WholeCatalog } from '../../core/catalog/catalog.ts';
import { indexWith, readLabIndex, writeLabIndex } from '../../core/catalog/lab-index.ts';
import { makeWritable, writeChosen } from '../../core/chosen-files.ts';
import { mustAllowEngine, readPolicy } from '../../core/policy.ts';
import { BackbenchError, toErrorReport, type ErrorReport } from '../../shared/errors.ts';
import { ENGINE_KINDS, type EngineKind } from '../../shared/lab-format.ts';
import { policyPlace, type PolicyView } from '../../shared/policy.ts';
import { canRunApart, runApart } from '../apart.ts';
import type { AuthorContext } from '../index.ts';
import { EXIT, isCancelled, type ExitCode } from '../output.ts';
import type { CourseLab } from './verify-figures.ts';
import { tellProof, tellProgress, tellSummary } from './verify-words.ts';
import { reportPage } from './verify-report.ts';

export interface VerifyRequest {
  ids: readonly string[];
  /** Those of the machine's policy when left out, else both. */
  engine?: EngineKind | 'both';
  repeat: number;
  jobs: number;
  /** Where the HTML report goes. */
  report?: string;
  /** Whether memory and times go into the labs folder's index. */
  writeIndex?: boolean;
  /** Written instead of the labs folder's own index. */
  indexFile?: string;
  /** A folder where each proof is kept as it is known; what is proven there already is left out. */
  keep?: string;
  /** Whether what is kept there is forgotten first. */
  fresh?: boolean;
  /** This is a part of another process's verification, which is told everything in messages. */
  part?: boolean;
}

/** What a whole verification found. */
export interface Verification {
  /** False also when it was cancelled. */
  ok: boolean;
  /** Ended by Ctrl-C: only the labs in `proofs` were done. */
  cancelled: boolean;
  /** How many proofs there are in all. */
  planned: number;
  repeat: number;
  jobs: number;
  ms: number;
  /** Where connections that would leave the machine are counted, by engine. */
  outboundSeen: Partial<Record<EngineKind, string>>;
  /** Those of an earlier verification included. */
  proofs: LabProof[];
  /** The labs that were asked for. */
  course: CourseLab[];
  /** How many of `proofs` an earlier verification found, of labs that have not changed since. */
  kept: number;
  /** Labs that can't be read; only when no ids were given. */
  broken: BrokenLab[];
}

/** What a part tells. */
type PartMessage =
  | { type: 'progress'; task: VerifyTask; subject: string; run: number }
  | { type: 'proof'; proof: LabProof }
  | { type: 'error'; error: ErrorReport };

const SEEN = {
  native: 'Every packet is counted: the services and programs run in a network of their own that leads nowhere.',
  nativeNot: 'Not counted: this system gives no network namespace to programs without rights.',
  docker: 'The labs\' networks lead nowhere. What finds no way out is counted in each container, several times a second.',
} as const;

/** 0: every lab is proven; 1: one is not; 2: a lab could not be run here, or it was cancelled: what was done by then is told and kept. */
export async function verifyLabs(context: AuthorContext, request: VerifyRequest): Promise<ExitCode> {
  const began = performance.now();
  const { output } = context;
  const engines = enginesOf(request, readPolicy(policyPlace(process.platform, process.env)));
  if (request.part === true) return verifyPart(context, engines, request);
  const proofs: LabProof[] = [];
  const catalog = await loadCatalog(context.labsFolder, context.signal);
  const folderOf = (lab: string): string => catalog.labs.get(lab)?.folder ?? '';
  const keep = request.keep === undefined ? null : await openKeptProofs(resolve(request.keep), { fresh: request.fresh === true });
  if (request.report !== undefined) await makeWritable(dirname(resolve(request.report)));
  const tasks = tasksOf(catalog, engines, request);
  const planned = tasks.length;
  const left: VerifyTask[] = [];
  for (const task of tasks) {
    const known = await keep?.find(task, folderOf(task.lab), request.repeat) ?? null;
    if (known === null) left.push(task);
    else proofs.push(known);
  }
  const kept = proofs.length;
  if (kept > 0) output.say(`${String(kept)} of ${String(planned)} proofs were found by an earlier run and hold still.`);
  const keeping: Promise<void>[] = [];
  const outboundSeen: Verification['outboundSeen'] = {};
  const tell = (message: PartMessage): void => {
    if (message.type === 'progress') tellProgress(output, message, request.repeat);
    else if (message.type === 'error') throw new BackbenchError(message.error.code, message.error.details);
    else {
      proofs.push(message.proof);
      if (keep !== null) keeping.push(keep.keep(message.proof, folderOf(message.proof.lab)));
      tellProof(output, message.proof);
    }
  };
  try {
    const here: EngineKind[] = [];
    for (const engine of engines) {
      const apart = engine === 'native' && await canRunApart();
      outboundSeen[engine] = engine === 'docker' ? SEEN.docker : apart ? SEEN.native : SEEN.nativeNot;
      if (!left.some((task) => task.engine === engine)) continue;
      if (!apart) here.push(engine);
      else await runNativeApart(context, request, tell);
    }
    if (here.length > 0) await verifyHere(context, here, left.filter((task) => here.includes(task.engine)), request, tell);
  } catch (error) {
    if (!context.signal.aborted || !isCancelled(error)) throw error;
  } finally {
    await Promise.all(keeping);
  }

  // Whoever named labs did not ask about others.
  const broken = request.ids.length > 0 ? [] : catalog.broken;
  const cancelled = context.signal.aborted;
  const course = [...catalog.labs.values()].filter(({ lab }) => request.ids.length === 0 || request.ids.includes(lab.id))
    .map(({ lab: { id, title, stage, order, minutes, checkpoint } }): CourseLab => ({ id, title, stage, order, minutes, checkpoint }));
  const verification: Verification = {
    ok: !cancelled && proofs.every((proof) => proof.state === 'proven') && broken.length === 0, cancelled, planned,
    repeat: request.repeat, jobs: request.jobs, ms: Math.round(performance.now() - began), outboundSeen,
    proofs: proofs.toSorted((a, b) => a.lab.localeCompare(b.lab) || a.engine.localeCompare(b.engine)), course, kept, broken,
  };
  if (request.report !== undefined) await writeChosen(resolve(request.report), reportPage(verification));
  if (request.writeIndex === true) {
    const file = request.indexFile === undefined ? undefined : resolve(request.indexFile);
    await writeLabIndex(context.labsFolder, indexWith(await readLabIndex(context.labsFolder), proofs, new Set([...catalog.labs.keys(), ...catalog.broken.map((each) => each.lab)])), file);
  }
  output.data(verification);
  tellSummary(output, verification);
  if (verification.ok) return EXIT.passed;
  if (cancelled) return EXIT.couldNotRun;
  return proofs.some((proof) => proof.state === 'failed') || broken.length > 0 ? EXIT.notYet : EXIT.couldNotRun;
}

/** @throws BackbenchError POLICY_INVALID, SET_BY_ADMINISTRATOR where one is asked for that labs of this machine are not to run on */
function enginesOf({ engine }: VerifyRequest, policy: PolicyView | null): readonly EngineKind[] {
  const asked = engine === undefined || engine === 'both' ? ENGINE_KINDS : [engine];
  if (engine === undefined && policy?.engine !== undefined && policy.engine !== 'auto') return [policy.engine];
  for (const each of asked) mustAllowEngine(policy, each);
  return asked;
}

async function verifyHere(
  { signal, labsFolder, resourcesFolder, output }: AuthorContext, engines: readonly EngineKind[], tasks: readonly VerifyTask[], request: VerifyRequest, tell: (message: PartMessage) => void,
): Promise<void> {
  const world = await openVerifyWorld(engines, {
    labsFolder, resourcesFolder, env: process.env, platform: process.platform, home: homedir(),
    onWarning: (text) => { process.stderr.write(`${text}\n`); },
  });
  try {
    await verifyCourse({
      world, tasks, repeat: request.repeat, jobs: request.jobs, signal,
      onItem: (task, item, run) => { tell({ type: 'progress', task, subject: `${item.kind} ${item.subject}`, run }); },
      onProof: (proof) => { tell({ type: 'proof', proof }); },
    });
  } finally {
    output.progress('stopping …');
    await world.dispose();
  }
}

async function verifyPart(context: AuthorContext, engines: readonly EngineKind[], request: VerifyRequest): Promise<ExitCode> {
  const send = (message: PartMessage): void => { if (process.connected) process.send?.(message); };
  try {
    const catalog = await loadCatalog(context.labsFolder, context.signal);
    const keep = request.keep === undefined ? null : await openKeptProofs(resolve(request.keep), { fresh: false });
    const tasks: VerifyTask[] = [];
    for (const task of tasksOf(catalog, engines, request)) {
      if (await keep?.find(task, catalog.labs.get(task.lab)?.folder ?? '', request.repeat) == null) tasks.push(task);
    }
    await verifyHere(context, engines, tasks, request, send);
    return EXIT.passed;
  } catch (error) {
    send({ type: 'error', error: toErrorReport(error) });
    return EXIT.couldNotRun;
  }
}

async function runNativeApart({ signal, labsFolder }: AuthorContext, { ids, repeat, jobs, keep }: VerifyRequest, tell: (message: PartMessage) => void): Promise<void> {
  const failures: unknown[] = [];
  const args = ['labs', 'verify', ...ids, '--engine', 'native', '--repeat', String(repeat), '--jobs', String(jobs), '--labs', labsFolder, '--part', ...(keep === undefined ? [] : ['--keep', resolve(keep)])];
  const code = await runApart(args, {
    signal,
    onMessage: (message) => {
      try {
        tell(message as PartMessage);
      } catch (error) {
        failures.push(error);
      }
    },
  });
  signal.throwIfAborted();
  if (failures.length > 0) throw toError(failures[0]);
  if (code !== EXIT.passed) throw new BackbenchError('INTERNAL', { reason: `The verification of native services ended with code ${String(code)}.` });
}

const toError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));

/** Every lab on every engine that suits it. @throws BackbenchError LAB_NOT_FOUND, LAB_INVALID, ENGINE_NOT_SUPPORTED */
function tasksOf({ labs, broken }: WholeCatalog, engines: readonly EngineKind[], { ids }: VerifyRequest): VerifyTask[] {
  for (const id of ids) {
    const bad = broken.find((each) => each.lab === id);
    if (bad !== undefined) throw new BackbenchError('LAB_INVALID', { lab: id, problems: bad.problems });
    if (!labs.has(id)) throw new BackbenchError('LAB_NOT_FOUND', { lab: id, known: [...labs.keys()] });
  }
  const wanted = [...labs.values()].filter(({ lab }) => ids.length === 0 || ids.includes(lab.id));
  const tasks = wanted.flatMap((loaded) => engines
    .filter((engine) => loaded.lab.needs.engine === 'any' || loaded.lab.needs.engine === engine)
    .flatMap((engine) => tasksFor(loaded, engine)));
  const [only] = wanted;
  const [forced, ...others] = engines;
  if (tasks.length === 0 && only !== undefined && forced !== undefined && others.length === 0) {
    throw new BackbenchError('ENGINE_NOT_SUPPORTED', { lab: only.lab.id, engine: forced, needs: only.lab.needs.engine });
  }
  return tasks;
}
