/** Checks that run a command where the learner's shell runs: its exit code, what it prints, the memory it takes. */
import type { CommandCheck } from '../../shared/check-format/command.ts';
import { programCommands } from '../../shared/programs.ts';
import type { Evidence } from '../../shared/verdict.ts';
import type { PlacedFiles, RunResult } from '../engines/engine.ts';
import { buildFailure } from './build.ts';
import type { CheckTools, LabCommands } from './check-context.ts';
import { commandLine } from './command-line.ts';
import { errorOutputFault, outputFault, plainText } from './command-output.ts';
import { runForCheck } from './lab-run.ts';
import { labFault, message, notYet, PASSED, type NotYet, type Outcome } from './outcome.ts';

/** How much of each output is read, in bytes: a thousand times what a person reads; more is no answer to any task. */
const MAX_OUTPUT_BYTES = 4 * 1024 * 1024;
/** Lines of standard error that are shown. */
const STDERR_LINES = 20;

/** @throws what the engine throws; the signal's reason */
export async function checkCommand(check: CommandCheck, tools: CheckTools): Promise<Outcome> {
  const { context } = tools;
  const { commands } = context;
  if (commands === undefined) return labFault('The commands of this lab may not run on this machine: its pack is not trusted.');
  const program = check.run.program === undefined ? null : commands.programs[check.run.program];
  if (program === undefined) return labFault(`The lab has no program "${check.run.program ?? ''}".`);
  const { build, run } = program === null ? { build: null, run: check.run.argv ?? [] } : programCommands(program);
  const failure = build === null ? null : await buildFailure(build, commands, tools);
  if (failure !== null) return failure;
  const placed = check.files.length === 0 ? null : await placeFiles(check, commands, tools);
  try {
    const fill = (text: string): string => text.replaceAll('{{files}}', placed?.folder ?? '');
    return await runAndCompare({ command: [...run, ...check.run.args].map(fill), fill, deadlineMs: tools.deadlineMs }, check, tools);
  } finally {
    await placed?.dispose();
  }
}

interface CommandRun {
  command: string[];
  /** Puts the folder of the check's files into a text. */
  fill: (text: string) => string;
  deadlineMs: number;
}

async function runAndCompare(run: CommandRun, check: CommandCheck, tools: CheckTools): Promise<Outcome> {
  const shown = message('Command', commandLine(run.command));
  const result = await execute(run, check, tools);
  if ('verdict' in result) return result;
  const { expect } = check;
  const more = { got: [result.stdout, result.stderr].map(plainText).join('\n') };
  const evidence = (...first: Evidence[]): Evidence[] => [shown, ...first, ...stderrEvidence(result)];
  if (result.timedOut) {
    const seconds = `${String(check.deadline)} ${check.deadline === 1 ? 'second' : 'seconds'}`;
    return notYet('command-timeout', evidence(message('Time', `It was still running after ${seconds} and was ended.`), ...stdoutEvidence(result)), more);
  }
  const codes = Array.isArray(expect.exitCode) ? expect.exitCode : [expect.exitCode];
  if (result.exitCode === null || !codes.includes(result.exitCode)) {
    const got = result.exitCode === null ? `ended by ${result.signal ?? 'a signal'}` : String(result.exitCode);
    return notYet('exit-code-differs', evidence({ kind: 'value', path: 'exit code', expected: codes.join(' or '), got }, ...stdoutEvidence(result)), more);
  }
  if (result.cut) return notYet('output-too-large', evidence(message('Output', `More than ${String(MAX_OUTPUT_BYTES)} bytes.`)), more);
  const fault = outputFault(expect, result.stdout) ?? errorOutputFault(expect, result.stderr);
  if (fault !== null) return notYet(fault.reason, evidence(fault.evidence), more);
  return memoryFault(result, check, tools, evidence) ?? PASSED;
}

function execute({ command, fill, deadlineMs }: CommandRun, check: CommandCheck, tools: CheckTools): Promise<RunResult | Outcome> {
  return runForCheck({
    command, maxOutputBytes: MAX_OUTPUT_BYTES,
    env: Object.fromEntries(Object.entries(check.run.env).map(([name, value]) => [name, fill(value)])),
    ...(check.run.folder === undefined ? {} : { cwd: check.run.folder }),
    ...(check.stdin === undefined ? {} : { stdin: fill(check.stdin) }),
    ...(check.expect.memory === undefined ? {} : { measureMemory: true }),
  }, deadlineMs, tools);
}

async function placeFiles(check: CommandCheck, { labFile }: LabCommands, { context, signal }: CheckTools): Promise<PlacedFiles> {
  const files = await Promise.all(check.files.map(async ({ path, text, from }) => ({ path, content: from === undefined ? text ?? '' : await labFile(from) })));
  return context.environment.placeFiles(files, { signal });
}

function memoryFault(result: RunResult, check: CommandCheck, { context }: CheckTools, evidence: (...first: Evidence[]) => Evidence[]): NotYet | null {
  const limit = check.expect.memory?.atMostMb;
  if (limit === undefined) return null;
  if (result.peakMemoryMb === null) {
    context.onWarning?.('the memory of a command could not be measured here');
    return null;
  }
  if (result.peakMemoryMb <= limit) return null;
  return notYet('memory-above', evidence({ kind: 'value', path: 'memory', expected: `at most ${String(limit)} MB`, got: `${String(Math.round(result.peakMemoryMb))} MB` }));
}

function stdoutEvidence({ stdout }: RunResult): Evidence[] {
  const text = plainText(stdout);
  return text === '' ? [] : [message('Output', text)];
}

/** The last lines of standard error. */
function stderrEvidence({ stderr }: RunResult): Evidence[] {
  const lines = plainText(stderr).split('\n').filter((line) => line !== '').slice(-STDERR_LINES);
  return lines.length === 0 ? [] : [{ kind: 'log', source: 'standard error', lines }];
}
