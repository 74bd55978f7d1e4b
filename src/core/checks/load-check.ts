/**
 * Checks of a difference under load: the learner's program runs twice, once for each way, and both are measured by
 * turns, so that whatever else slows the machine slows both. Only ratios count.
 */
import type autocannon from 'autocannon';
import type { LoadCheck, LoadWay } from '../../shared/check-format/load.ts';
import { programCommands } from '../../shared/programs.ts';
import type { Evidence } from '../../shared/verdict.ts';
import { exitedOutcome, logEvidence, startApp, type ProgramSpec, type RunningApp } from './app-process.ts';
import { appBuildFailure, buildFailure } from './build.ts';
import type { CheckTools } from './check-context.ts';
import { START_TIMEOUT_S, WARM_UP_S } from './extra-time.ts';
import { copyServices, type ServiceCopies } from './service-copies.ts';
import { labFault, message, notYet, PASSED, type NotYet, type Outcome } from './outcome.ts';

/** A request without an answer for this long counts as failed, in seconds. */
const TIMEOUT_S = 10;
/** Latencies below this are not told apart by the clock of the tool, in milliseconds. */
const FINEST_MS = 0.5;

interface Measured {
  p50: number;
  p99: number;
  /** Requests answered in a second. */
  throughput: number;
  requests: number;
  failed: number;
}

/** @throws what the engine throws; the signal's reason */
export async function checkLoad(check: LoadCheck, tools: CheckTools): Promise<Outcome> {
  const { context, signal } = tools;
  const running: RunningApp[] = [];
  const copies: ServiceCopies[] = [];
  try {
    const ways: { way: LoadWay; spec: ProgramSpec; app: RunningApp; rounds: Measured[] }[] = [];
    for (const way of [check.variants.before, check.variants.after]) {
      const spec = await programOf(way, tools);
      if ('verdict' in spec) return spec;
      const copy = await copyServices(context, signal);
      copies.push(copy);
      const started = await startApp(spec, copy.databases, context, signal, way.env);
      if ('verdict' in started) return started;
      running.push(started.app);
      ways.push({ way, spec, app: started.app, rounds: [] });
    }
    for (const { way, app } of ways) await measure(way, app, check.connections, WARM_UP_S, signal);
    for (let round = 0; round < check.rounds; round += 1) {
      for (const each of ways) {
        each.rounds.push(await measure(each.way, each.app, check.connections, check.seconds, signal));
        if (each.app.ended() !== null) return exitedOutcome(each.spec, each.app);
      }
    }
    const [before, after] = ways;
    if (before === undefined || after === undefined) throw new Error('two ways were measured');
    return judge(check, middle(before.rounds), middle(after.rounds), logEvidence(after.spec, after.app));
  } finally {
    await Promise.all(running.map((app) => app.process.dispose()));
    for (const copy of copies) await copy.dispose();
  }
}

/** What a way runs, built. @returns why there is nothing to run */
async function programOf(way: LoadWay, tools: CheckTools): Promise<ProgramSpec | Outcome> {
  const { app, commands } = tools.context;
  if (way.program === undefined) return app === null ? labFault('This lab does not say how the program is started.') : await appBuildFailure(tools) ?? app;
  const program = commands?.programs[way.program];
  if (commands === undefined || program === undefined) return labFault(`The lab has no program "${way.program}".`);
  const { build, run } = programCommands(program);
  const unbuilt = build === null ? null : await buildFailure(build, commands, tools);
  return unbuilt ?? { command: run, startTimeout: app?.startTimeout ?? START_TIMEOUT_S };
}

async function measure(way: LoadWay, app: RunningApp, connections: number, seconds: number, signal: AbortSignal): Promise<Measured> {
  signal.throwIfAborted();
  // Loaded when first used: few labs need it.
  const { default: cannon } = await import('autocannon');
  const { host, port } = app.process;
  const body = way.json === undefined ? {} : { body: JSON.stringify(way.json) };
  const headers = way.json === undefined ? way.headers : { 'content-type': 'application/json', ...way.headers };
  const options: autocannon.Options = {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${String(port)}`, connections, duration: seconds, timeout: TIMEOUT_S,
    requests: way.paths.map((path) => ({ method: way.method, path, headers, ...body })),
  };
  const done = Promise.withResolvers<autocannon.Result>();
  const instance = cannon(options, (error: unknown, result) => {
    if (error instanceof Error) done.reject(error);
    else done.resolve(result);
  });
  const stop = (): void => { instance.stop?.(); };
  signal.addEventListener('abort', stop, { once: true });
  try {
    const result = await done.promise;
    signal.throwIfAborted();
    const failed = result.errors + result['5xx'];
    return { p50: result.latency.p50, p99: result.latency.p99, throughput: result.requests.total / result.duration, requests: result.requests.total + result.errors, failed };
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** The median of each number over the rounds; failures are added up. */
function middle(rounds: readonly Measured[]): Measured {
  const median = (of: (each: Measured) => number): number => rounds.map(of).sort((a, b) => a - b)[Math.floor(rounds.length / 2)] ?? 0;
  const sum = (of: (each: Measured) => number): number => rounds.map(of).reduce((all, each) => all + each, 0);
  return { p50: median((each) => each.p50), p99: median((each) => each.p99), throughput: median((each) => each.throughput), requests: sum((each) => each.requests), failed: sum((each) => each.failed) };
}

/** after ÷ before. Latencies below what the clock can tell count as that. */
export function ratioOf(name: 'p50' | 'p99' | 'throughput', before: Measured, after: Measured): number {
  const value = (measured: Measured): number => (name === 'throughput' ? measured.throughput : Math.max(FINEST_MS, measured[name]));
  return value(after) / value(before);
}

function judge(check: LoadCheck, before: Measured, after: Measured, log: Evidence[]): NotYet | Outcome {
  const table = message('measured', written(check, before, after));
  const share = after.requests === 0 ? 1 : after.failed / after.requests;
  if (share > check.errorsAtMost) {
    const got = after.requests === 0 ? 'no request was answered' : `${String(after.failed)} of ${String(after.requests)} requests failed`;
    return notYet('load-errors', [{ kind: 'value', path: check.variants.after.name, expected: `at most ${String(check.errorsAtMost * 100)} % of the requests fail`, got }, table, ...log], { got });
  }
  for (const name of ['p50', 'p99', 'throughput'] as const) {
    const wanted = check.expect[name];
    if (wanted === undefined) continue;
    const ratio = ratioOf(name, before, after);
    const tooLarge = wanted.atMost !== undefined && ratio > wanted.atMost;
    const tooSmall = wanted.atLeast !== undefined && ratio < wanted.atLeast;
    if (!tooLarge && !tooSmall) continue;
    const expected = tooLarge ? `at most ${String(wanted.atMost)} times` : `at least ${String(wanted.atLeast)} times`;
    const got = `${ratio.toFixed(2)} times`;
    return notYet('load-differs', [{ kind: 'value', path: `${name}, ${check.variants.after.name} against ${check.variants.before.name}`, expected, got }, table], { got: `${name} ${got}` });
  }
  return PASSED;
}

function written(check: LoadCheck, before: Measured, after: Measured): string {
  const line = (name: string, values: readonly string[]): string => [name.padEnd(28), ...values.map((value) => value.padStart(12))].join('');
  const row = (name: string, measured: Measured): string => line(name, [
    `${measured.p50.toFixed(1)} ms`, `${measured.p99.toFixed(1)} ms`, `${measured.throughput.toFixed(0)}/s`, `${String(measured.failed)} failed`,
  ]);
  return [line('', ['p50', 'p99', 'throughput', '']), row(check.variants.before.name, before), row(check.variants.after.name, after)].join('\n');
}
