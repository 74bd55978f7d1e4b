/** Every error that leaves over the contract becomes the one declared error, with our code and its details. */
import { ORPCError, os, ValidationError } from '@orpc/server';
import { BackbenchError, toErrorReport } from '../shared/errors.ts';

/** Middleware: catches what the handler, its stream or the validation of its input throws. */
export const coded = os.middleware(async ({ next }) => {
  try {
    const result = await next();
    const { output } = result as { output: unknown };
    if (!isStream(output)) return result;
    return { ...result, output: codedStream(output) } as typeof result;
  } catch (error) {
    throw asContractError(error);
  }
});

function isStream(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

async function* codedStream(stream: AsyncIterable<unknown>): AsyncGenerator<unknown, void, void> {
  try {
    yield* stream;
  } catch (error) {
    throw asContractError(error);
  }
}

/** @returns the error in the contract's form; a refused input lists what was wrong with it */
export function asContractError(error: unknown): ORPCError<'BACKBENCH', { code: string; details: Record<string, unknown> }> {
  const report = isRefusedInput(error) ? refused(error).toReport() : toErrorReport(error);
  return new ORPCError('BACKBENCH', { data: report, defined: true, cause: error });
}

function isRefusedInput(error: unknown): error is ORPCError<string, unknown> & { cause: ValidationError } {
  return error instanceof ORPCError && error.code === 'BAD_REQUEST' && error.cause instanceof ValidationError;
}

function refused(error: { cause: ValidationError }): BackbenchError {
  const issues = error.cause.issues.map((issue) => ({
    path: (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.'),
    message: issue.message,
  }));
  return new BackbenchError('INPUT_REFUSED', { issues });
}
