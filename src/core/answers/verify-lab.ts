/**
 * Proves a lab on running services: the untouched start fails every check (where another variant proves the checks,
 * one of each step), the solution passes every step, each alternative passes, each mutant is caught by the check that
 * it names, and each mistake can be recognised.
 */
import type { Check } from '../../shared/check-format/check.ts';
import type { EngineKind, Step } from '../../shared/lab-format.ts';
import type { CheckResult, Evidence } from '../../shared/verdict.ts';
import type { KeptBuilds } from '../builds/build-cache.ts';
import { labCommands } from '../catalog/lab-trust.ts';
import { proofProblems } from '../catalog/proof-problems.ts';
import type { CheckContext } from '../checks/check-context.ts';
import { describeError } from '../checks/outcome.ts';
import { checkKind } from '../checks/check-kinds.ts';
import { lookBefore } from '../checks/seen.ts';
import { planText } from '../checks/plan-text.ts';
import { runChecks } from '../checks/runner.ts';
import type { Environment } from '../engines/engine.ts';
import type { ServiceDriver } from '../services/service.ts';
import { PRISTINE_SNAPSHOT } from '../snapshot.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { applyAnswer, applySolutionsBefore, type AnswerTarget } from './apply-answer.ts';

export interface VerifyItem {
  kind: 'proof' | 'start' | 'solution' | 'mistakes' | 'alternative' | 'mutant';
  /** The step, alternative or mutant; the lab for `proof`. */
  subject: string;
  step: string | null;
  /** What is not as it must be, a sentence each; empty when the item is proven. */
  problems: string[];
  results: CheckResult[];
  /** Milliseconds, bringing the lab into the state included. */
  ms: number;
}

export interface VerifyReport {
  lab: string;
  engine: EngineKind;
  ok: boolean;
  items: VerifyItem[];
  /** Milliseconds that checks, scripts and restores took by themselves: what no tool could save. */
  commandsMs: number;
}

export interface VerifyOptions extends AnswerTarget {
  environment: Environment;
  workspace: Pick<Workspace, 'read' | 'put' | 'restore'>;
  /** Left out to build programs for each answer. */
  keptBuilds?: KeptBuilds;
  secrets: readonly string[];
  signal: AbortSignal;
  repair?: (service: string) => Promise<void>;
  /** `spine`: the start and the solutions alone; everything when left out. */
  scope?: 'spine' | 'all';
  /** Called as each item is known. */
  onItem?: (item: VerifyItem) => void;
}

type Found = Pick<VerifyItem, 'problems' | 'results'>;

/**
 * Uses the learner's workspace and data of this environment up: it belongs to the verification alone.
 * @throws BackbenchError when the environment can't be reset; the signal's reason
 */
export async function verifyLab(asked: VerifyOptions): Promise<VerifyReport> {
  const own = { ms: 0 };
  const options: Verifying = {
    ...asked, drivers: new Map([...asked.drivers].map(([id, driver]) => [id, timed(driver, own)])),
    commands: { engine: asked.environment.engine, run: (request, limits) => measured(own, () => asked.environment.run(request, limits)) },
  };
  const { lab } = options.loaded;
  const warnings: string[] = [];
  // Whatever was in this environment before.
  const changed = new Set(options.drivers.keys());
  const items: VerifyItem[] = [];
  const item = async (kind: VerifyItem['kind'], subject: string, step: string | null, find: () => Promise<Found>): Promise<void> => {
    const began = performance.now();
    const found = await find().catch((error: unknown): Found => {
      options.signal.throwIfAborted();
      // The script may have run in part.
      for (const service of options.drivers.keys()) changed.add(service);
      return { problems: [`This could not be carried out: ${describeError(error)}`], results: [] };
    });
    const known = { kind, subject, step, ...found, problems: [...found.problems, ...warnings.splice(0)], ms: Math.round(performance.now() - began) };
    items.push(known);
    options.onItem?.(known);
  };
  let seen: ReadonlyMap<string, string> = new Map();
  const run = async (checks: readonly Check[]): Promise<CheckResult[]> => {
    const results = await runChecks(checks, checkContext(options, warnings, seen));
    own.ms += results.reduce((sum, result) => sum + result.ms, 0);
    return results;
  };
  const before = (step: string) => async (): Promise<void> => { seen = await lookBefore(checksOf(options, step), checkContext(options, warnings, seen)); };
  const whole = options.scope !== 'spine';

  await item('proof', lab.id, null, async () => ({ problems: proofProblems(lab, options.loaded.variant), results: [] }));
  await reset(options, changed);
  for (const step of lab.steps) {
    await item('start', step.id, step.id, async () => {
      seen = await lookBefore(step.checks, checkContext(options, warnings, seen));
      return mustNotPass(await run(asked.loaded.variant?.provenBy === undefined ? step.checks : firstOf(step.checks)));
    });
    await item('solution', step.id, step.id, async () => {
      await apply(`solution/${step.id}`, options, changed);
      return mustPass(await run(step.checks));
    });
    if (whole) await item('mistakes', step.id, step.id, () => mistakesMustDiffer(step, run));
  }
  for (const alternative of whole ? lab.alternatives : []) {
    await item('alternative', alternative.id, alternative.step, async () => {
      await bringTo(alternative.step, `alternatives/${alternative.id}`, options, changed, before(alternative.step));
      return mustPass(await run(checksOf(options, alternative.step)));
    });
  }
  for (const mutant of whole ? lab.mutants : []) {
    await item('mutant', mutant.id, mutant.step, async () => {
      await bringTo(mutant.step, `mutants/${mutant.id}`, options, changed, before(mutant.step));
      // The check that it names and those that it waits for, no other: what else such an answer fails proves nothing about that check.
      const checks = checksOf(options, mutant.step);
      const named = checks.find((check) => check.id === mutant.caughtBy);
      const results = await run(checks.filter((check) => check === named || waitedFor(named, checks).has(check.id)));
      return mustBeCaught(results.filter((result) => result.checkId === mutant.caughtBy));
    });
  }
  return { lab: lab.id, engine: options.environment.engine, ok: items.every((each) => each.problems.length === 0), items, commandsMs: Math.round(own.ms) };
}

interface Verifying extends VerifyOptions {
  /** Where the commands of answers run; their time is added up. */
  commands: AnswerTarget['environment'];
}

async function measured<T>(own: { ms: number }, act: () => Promise<T>): Promise<T> {
  const began = performance.now();
  try {
    return await act();
  } finally {
    own.ms += performance.now() - began;
  }
}

/** The same driver; the time of its scripts and restores is added up. */
function timed(driver: ServiceDriver, own: { ms: number }): ServiceDriver {
  const measure = <T>(act: () => Promise<T>): Promise<T> => measured(own, act);
  return Object.assign(Object.create(driver) as ServiceDriver, {
    restore: (name: string, keepAs: string | null, signal: AbortSignal) => measure(() => driver.restore(name, keepAs, signal)),
    runScript: (text: string, signal: AbortSignal) => measure(() => driver.runScript(text, signal)),
  });
}

function checkContext(options: VerifyOptions, warnings: string[], seen: ReadonlyMap<string, string>): CheckContext {
  const { environment, drivers, loaded, workspace, answers, secrets, signal, repair, keptBuilds } = options;
  return {
    environment, drivers, workspace, answers, secrets, signal, seen, specs: loaded.lab.services,
    ...labCommands(environment.engine, loaded, keptBuilds),
    onWarning: (text) => { warnings.push(text); },
    ...(repair === undefined ? {} : { repair }),
  };
}

/** One check that waits for no other: enough to show that a step is not passed from its start, where another variant proves each check. */
const firstOf = (checks: readonly Check[]): Check[] => checks.filter((check) => check.after.length === 0).slice(0, 1);

const checksOf = ({ loaded }: VerifyOptions, step: string): Check[] => loaded.lab.steps.find((each) => each.id === step)?.checks ?? [];

/** Files back to the start, and the data of the services that an answer has changed. No check changes any: programs get copies. */
async function reset({ drivers, workspace, answers, signal }: VerifyOptions, changed: Set<string>): Promise<void> {
  await Promise.all([...changed].map(async (service) => drivers.get(service)?.restore(PRISTINE_SNAPSHOT, null, signal)));
  changed.clear();
  answers.clear();
  await workspace.restore(PRISTINE_SNAPSHOT, null);
}

async function apply(answer: string, options: Verifying, changed: Set<string>): Promise<void> {
  for (const service of await applyAnswer(answer, { ...options, environment: options.commands }, options.signal)) changed.add(service);
}

/** From the start, with the solutions of the steps before, to the answer at this step. @param before runs as the step would begin */
async function bringTo(step: string, answer: string, options: Verifying, changed: Set<string>, before: () => Promise<void>): Promise<void> {
  await reset(options, changed);
  for (const service of await applySolutionsBefore(step, { ...options, environment: options.commands }, options.signal)) changed.add(service);
  await before();
  await apply(answer, options, changed);
}

/** The checks that a check waits for, and those that these wait for. */
function waitedFor(check: Check | undefined, checks: readonly Check[]): Set<string> {
  const direct = checks.filter((each) => check?.after.includes(each.id) === true);
  return new Set(direct.flatMap((each) => [each.id, ...waitedFor(each, checks)]));
}

function mustNotPass(results: CheckResult[]): Found {
  const problems = results.filter((each) => each.verdict !== 'not-yet').map((each) => (each.verdict === 'passed'
    ? `The check "${each.checkId}" passes before anything is done. It must not.`
    : `The check "${each.checkId}" is broken at the start: ${briefly(each)}`));
  return { problems, results };
}

function mustPass(results: CheckResult[]): Found {
  return { results, problems: results.filter((each) => each.verdict !== 'passed').map((each) => `The check "${each.checkId}" refuses a right answer: ${briefly(each)}`) };
}

function mustBeCaught(results: CheckResult[]): Found {
  const problems = results.filter((each) => each.verdict !== 'not-yet' || each.reason === 'waits-for').map((each) => (each.reason === 'waits-for'
    ? `The check "${each.checkId}" did not get its turn: with this wrong answer, a check that it waits for does not pass either.`
    : each.verdict === 'passed'
    ? `The check "${each.checkId}" lets this wrong answer pass.`
    : `The check "${each.checkId}" is broken: ${briefly(each)}`));
  return { results, problems };
}

/** The wrong query of a mistake must run, and must not give the right result: else nobody is ever told of it. */
async function mistakesMustDiffer(step: Step, run: (checks: readonly Check[]) => Promise<CheckResult[]>): Promise<Found> {
  const problems: string[] = [];
  const results: CheckResult[] = [];
  for (const check of step.checks) {
    if (!('query' in check) || !checkKind(check).comparesResults) continue;
    for (const { result: query } of check.mistakes) {
      if (query === undefined) continue;
      const { file: _file, ...rest } = check;
      const [result] = await run([{ ...rest, query, mistakes: [], after: [] }]);
      if (result === undefined) continue;
      results.push(result);
      if (result.verdict === 'passed') problems.push(`A mistake of the check "${check.id}" gives the right result, so it is never recognised: ${query}`);
      else if (result.verdict === 'broken' || result.reason === 'query-failed') problems.push(`The query of a mistake of the check "${check.id}" does not run: ${briefly(result)}`);
    }
  }
  return { problems, results };
}

/** A result in one line, for an author. */
export function briefly(result: CheckResult): string {
  return [result.verdict, result.reason, ...result.evidence.map(evidenceLine)].filter((part) => part !== undefined && part !== '').join(' · ');
}

function evidenceLine(evidence: Evidence): string {
  const cut = (text: string): string => text.replace(/\s+/g, ' ').slice(0, 300);
  switch (evidence.kind) {
    case 'message': return cut(`${evidence.source}: ${evidence.text}`);
    case 'value': return cut(`${evidence.path}: expected ${evidence.expected}, got ${evidence.got}`);
    case 'http': return cut(`${evidence.name}: ${evidence.request} → ${evidence.response}`);
    case 'plan': return cut(`${String(evidence.pages)} pages${evidence.against === undefined ? '' : ` against ${String(evidence.against.pages)}`}: ${planText(evidence.nodes)}`);
    case 'script': return cut(evidence.events.filter((event) => event.expected !== null).map((event) => `${event.session}: ${event.text} → ${event.answer}, expected ${event.expected ?? ''}`).join(' | '));
    case 'log': return cut(evidence.lines.slice(-3).join(' | '));
    case 'rows': return cut(`expected ${String(evidence.expectedTotal)} rows, got ${String(evidence.gotTotal)}; missing ${JSON.stringify(evidence.missing.map((index) => evidence.expected[index]))}, extra ${JSON.stringify(evidence.extra.map((index) => evidence.got[index]))}`);
  }
}
