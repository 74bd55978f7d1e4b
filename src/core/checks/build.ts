/** Builds the learner's program before a check runs it: once for a run of checks, and once for the same sources. */
import { isCode } from '../../shared/errors.ts';
import type { AppSpec } from '../../shared/lab-format.ts';
import type { CheckTools, LabCommands } from './check-context.ts';
import { commandLine } from './command-line.ts';
import { plainText } from './command-output.ts';
import { runForCheck } from './lab-run.ts';
import { message, notYet, type Outcome } from './outcome.ts';

/** How long a compiler may take, in milliseconds: a first build with a cold cache on a slow machine. */
export const BUILD_DEADLINE_MS = 120_000;
/** How much of a compiler's words is read, in bytes. */
const MAX_OUTPUT_BYTES = 256 * 1024;

/**
 * Sees to it that the workspace holds what `build` makes of it.
 * @returns null when it does, or why not
 * @throws what the engine throws; the signal's reason
 */
export async function buildFailure(build: string[], commands: LabCommands, tools: CheckTools): Promise<Outcome | null> {
  const key = JSON.stringify(build);
  const before = commands.builds.get(key);
  if (before !== undefined) return before;
  const failure = await builtOrKept(build, commands, tools);
  commands.builds.set(key, failure);
  return failure;
}

/** The same for the program that http and load checks start. @returns null when it needs no build, too */
export async function appBuildFailure(tools: CheckTools): Promise<Outcome | null> {
  const { app, commands } = tools.context;
  return app?.build === undefined || commands === undefined ? null : buildFailure(app.build, commands, tools);
}

/** Time for the build of that program, in milliseconds. */
export const appBuildMs = (app: AppSpec | null): number => (app?.build === undefined ? 0 : BUILD_DEADLINE_MS);

async function builtOrKept(build: string[], { keptBuilds }: LabCommands, tools: CheckTools): Promise<Outcome | null> {
  const { environment } = tools.context;
  const tool = keptBuilds === undefined ? null : await environment.identify(build[0] ?? '', { signal: tools.signal }).catch((error: unknown) => {
    // The build will say so.
    if (isCode(error, 'BINARY_MISSING')) return null;
    throw error;
  });
  if (keptBuilds === undefined || tool === null) return runBuild(build, tools);
  let failure: Outcome | null = null;
  await keptBuilds({
    identity: [environment.engine, tool, ...build],
    async build() {
      failure = await runBuild(build, tools);
      return failure === null;
    },
  });
  return failure;
}

async function runBuild(build: string[], tools: CheckTools): Promise<Outcome | null> {
  const result = await runForCheck({ command: build, maxOutputBytes: MAX_OUTPUT_BYTES }, BUILD_DEADLINE_MS, tools);
  if ('verdict' in result) return result;
  if (result.exitCode === 0 && !result.timedOut) return null;
  const output = [result.stdout, result.stderr].map(plainText).filter((text) => text !== '').join('\n');
  return notYet('build-failed', [message('Command', commandLine(build)), message('Output', result.timedOut ? `${output}\nIt did not end in time.` : output)], { got: output });
}
