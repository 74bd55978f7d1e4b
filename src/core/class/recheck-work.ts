/**
 * Runs the checks again on the work that a learner handed in, on services and in a data folder made for that alone, and
 * tells where the result differs from what the history says. In containers the work has what a lab has, and no more;
 * natively it would have the rights of whoever checks it, so that has to be agreed to.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { BackbenchError, toErrorReport, type ErrorReport } from '../../shared/errors.ts';
import type { EngineKind, Lab, Step } from '../../shared/lab-format.ts';
import type { CheckResult } from '../../shared/verdict.ts';
import { openVerifyWorld, type VerifyWorldOptions } from '../answers/verify-world.ts';
import type { Core } from '../core.ts';
import type { LabWork, ProgressFile } from '../progress/progress-file.ts';
import type { LabSession } from '../session/lab-session.ts';
import { claimsOf, isCarried, mayMissData, type Claims } from './recheck-claims.ts';

/**
 * not-carried: what the check looks at is not in a progress file. needs-data: it failed, and data that is not in the file may be
 * why. left-out: it failed, and some files were too large to come along. broken: the lab did not work here.
 */
export type NotRechecked = 'not-carried' | 'needs-data' | 'left-out' | 'broken';

export interface RecheckedCheck {
  step: string;
  check: string;
  title: string;
  /** same: it passes here, too. differs: the history says that it passes, and here it does not. */
  outcome: 'same' | 'differs' | 'not-run';
  reason: NotRechecked | null;
}

export interface RecheckedLab {
  lab: string;
  title: string;
  variant: string;
  engine: EngineKind;
  /** Only those that the history says pass. */
  checks: RecheckedCheck[];
  /** Why the lab could not be run at all. */
  error: ErrorReport | null;
}

/** What is done now: the lab's title and the step's. */
export type OnRecheck = (now: { lab: string; step: string; at: number; of: number }) => void;

export interface RecheckOptions {
  world: VerifyWorldOptions;
  /** Null: containers where they answer; natively otherwise, if that was agreed to. */
  engine: EngineKind | null;
  /** Whether a stranger's code may run with the rights of this process. */
  agreedNative: boolean;
  signal: AbortSignal;
  onProgress: OnRecheck;
}

/** Stopping one lab's services, in milliseconds. */
const STOP_DEADLINE_MS = 60_000;

/** @throws BackbenchError RECHECK_NO_WORK, RECHECK_NOT_AGREED, SET_BY_ADMINISTRATOR for another engine than the policy's; the signal's reason */
export async function recheckWork(file: ProgressFile, { world: worldOptions, engine: wanted, agreedNative, signal, onProgress }: RecheckOptions): Promise<RecheckedLab[]> {
  if (file.work.length === 0) throw new BackbenchError('RECHECK_NO_WORK', { learner: file.pseudonym });
  if (wanted === 'native' && !agreedNative) throw new BackbenchError('RECHECK_NOT_AGREED', { learner: file.pseudonym });
  // Opened and left: nothing is said of a lab in which no check passes.
  const works = file.work.map((work) => ({ work, claims: claimsOf(file, work.lab, work.variant) })).filter(({ claims }) => claims.passed.size > 0);
  const options = { ...worldOptions, learner: file.values };
  const engines = wanted === null ? await enginesFor(works.map(({ work }) => work), options, signal) : works.map(() => wanted);
  if (engines.includes('native') && !agreedNative) throw new BackbenchError('RECHECK_NOT_AGREED', { learner: file.pseudonym });
  const needed = [...new Set(engines.filter((each) => each !== null))];
  const anyEngine = needed[0] ?? 'native';
  const world = await openVerifyWorld(needed.length === 0 ? [anyEngine] : needed, options);
  try {
    // An administrator's word comes before an engine that was asked for.
    if (wanted !== null) world.core(wanted).settings.set({ engine: wanted });
    const labs: RecheckedLab[] = [];
    for (const [index, { work, claims }] of works.entries()) {
      signal.throwIfAborted();
      const engine = engines[index] ?? anyEngine;
      labs.push(await recheckLab(world.core(engine), engine, work, claims, signal, (lab, step) => { onProgress({ lab, step, at: index + 1, of: works.length }); }));
    }
    return labs;
  } finally {
    await world.dispose();
  }
}

/** For each lab: the engine of the machine's policy; without one containers where they can run it here, plain processes otherwise; null for one that can't be run here at all. Nothing is started. */
async function enginesFor(works: readonly LabWork[], options: VerifyWorldOptions, signal: AbortSignal): Promise<(EngineKind | null)[]> {
  // A place for native services needs no container engine to be there, and knows of both.
  const world = await openVerifyWorld(['native'], options);
  try {
    const core = world.core('native');
    const found: (EngineKind | null)[] = [];
    for (const { lab, variant } of works) {
      // A lab or a variant that is not here is told when its turn comes.
      try {
        const engines = await core.enginesFor(lab, signal, variant === '' ? undefined : variant);
        const { engine: set } = core.settings.get();
        found.push(set !== 'auto' ? set : engines.some(({ engine, ready }) => engine === 'docker' && ready) ? 'docker' : 'native');
      } catch {
        signal.throwIfAborted();
        found.push(null);
      }
    }
    return found;
  } finally {
    await world.dispose();
  }
}

async function recheckLab(core: Core, engine: EngineKind, work: LabWork, claims: Claims, signal: AbortSignal, tell: (lab: string, step: string) => void): Promise<RecheckedLab> {
  const { lab: id, variant } = work;
  const found: RecheckedLab = { lab: id, title: core.catalog().heads.get(id)?.title ?? id, variant, engine, checks: [], error: null };
  let session: LabSession | null = null;
  try {
    session = core.sessions.of(id, variant === '' ? undefined : variant);
    const { lab } = session.loaded;
    if (claims.labVersion !== null && claims.labVersion !== lab.version) {
      throw new BackbenchError('RECHECK_OTHER_VERSION', { lab: lab.title, theirs: claims.labVersion, here: lab.version });
    }
    tell(lab.title, '');
    await session.start(engine, signal);
    for (const step of lab.steps.filter((each) => each.checks.some((check) => claims.passed.has(check.id)))) {
      tell(lab.title, step.title);
      await bringTo(session, lab, step, work, claims, signal);
      const { results } = await session.check(step.id, signal);
      found.checks.push(...compared(step, results, claims, work));
    }
  } catch (error) {
    signal.throwIfAborted();
    found.error = toErrorReport(error);
  } finally {
    if (session !== null) {
      const call = { signal: AbortSignal.timeout(STOP_DEADLINE_MS) };
      await session.stop(call.signal).catch(() => undefined);
    }
  }
  return found;
}

/** The data as the reference answers of the steps before leave it, the files and the answers as the learner handed them in. */
async function bringTo(session: LabSession, lab: Lab, step: Step, work: LabWork, { answers }: Claims, signal: AbortSignal): Promise<void> {
  if (step.id === lab.steps[0]?.id) await session.goToStep(step.id, signal);
  else await session.jump(step.id, signal);
  const workspace = await session.workspace();
  const theirs = new Set(work.files.map(({ path }) => path));
  const larger = new Set(work.leftOut.map(({ path }) => path));
  // What the reference answers put there and the learner does not have must not help.
  for (const entry of await workspace.list()) {
    if (entry.kind === 'file' && !theirs.has(entry.path) && !larger.has(entry.path)) await rm(join(workspace.folder, entry.path), { force: true });
  }
  for (const { path, base64 } of work.files) {
    signal.throwIfAborted();
    // A repository's settings and hooks could run something by themselves; exports hold none.
    if (path.split('/').includes('.git')) continue;
    await workspace.put(path, Buffer.from(base64, 'base64'));
  }
  for (const check of step.checks) {
    const value = answers.get(check.id);
    if (check.kind === 'answer' && value !== undefined) session.answer(check.id, value);
  }
}

function compared(step: Step, results: readonly CheckResult[], claims: Claims, work: LabWork): RecheckedCheck[] {
  return step.checks.filter((check) => claims.passed.has(check.id)).map((check): RecheckedCheck => {
    const told = { step: step.title, check: check.id, title: check.title };
    const notRun = (reason: NotRechecked): RecheckedCheck => ({ ...told, outcome: 'not-run', reason });
    const result = results.find(({ checkId }) => checkId === check.id);
    if (!isCarried(check)) return notRun('not-carried');
    if (result === undefined || result.verdict === 'broken') return notRun('broken');
    if (result.verdict === 'passed') return { ...told, outcome: 'same', reason: null };
    if (result.reason === 'waits-for' || mayMissData(check, step.checks)) return notRun('needs-data');
    return work.leftOut.length > 0 ? notRun('left-out') : { ...told, outcome: 'differs', reason: null };
  });
}
