/** Runs a command for a check; where it can't be run, says whose fault that is. */
import { isCode } from '../../shared/errors.ts';
import type { RunRequest, RunResult } from '../engines/engine.ts';
import type { CheckTools } from './check-context.ts';
import { labFault, message, notYet, type Outcome } from './outcome.ts';

/**
 * Variables for everything that a check starts. Python takes a module's compiled form for current by its size and the
 * second of its change: of two answers put in place within a second, it could run the wrong one.
 */
export const CHECK_VARIABLES: Readonly<Record<string, string>> = { PYTHONDONTWRITEBYTECODE: '1' };

/** @throws what the engine throws; the signal's reason */
export async function runForCheck(request: RunRequest, deadlineMs: number, { context, signal }: CheckTools): Promise<RunResult | Outcome> {
  try {
    return await context.environment.run({ ...request, env: { ...CHECK_VARIABLES, ...request.env } }, { signal, deadlineMs });
  } catch (error) {
    const name = request.command[0] ?? '';
    if (isCode(error, 'FILE_NOT_FOUND')) return notYet('file-missing', [message(request.cwd ?? '', 'There is no such folder.')]);
    // A program of the learner's own is theirs to make; one that the machine lacks is not their fault.
    if (isCode(error, 'BINARY_MISSING') && name.includes('/')) return notYet('program-missing', [message(name, error.details.attempts[0]?.outcome ?? 'not found')]);
    if (isCode(error, 'BINARY_MISSING')) return labFault(`The program ${name} is not on this machine: ${error.details.attempts[0]?.outcome ?? 'not found'}.`);
    throw error;
  }
}
