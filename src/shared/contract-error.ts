/** Every error that leaves over the contract takes one form: `BACKBENCH` with our code and its details. */
import { mapEventIterator, ORPCError } from '@orpc/client';
import { ValidationError } from '@orpc/contract';
import { type ErrorReport, toErrorReport } from './errors.ts';

export type ContractError = ORPCError<'BACKBENCH', ErrorReport>;

/** @returns the error in the contract's form; a refused input lists what was wrong with it */
export function asContractError(error: unknown): ContractError {
  if (isContractError(error)) return error;
  return new ORPCError('BACKBENCH', { data: refusedInput(error) ?? toErrorReport(error), defined: true, cause: error });
}

export function isContractError(error: unknown): error is ContractError {
  return error instanceof ORPCError && error.code === 'BACKBENCH';
}

/**
 * Wraps one call of a router: what it throws, at once or later in its stream, takes the contract's form.
 * @param run the call
 * @param onError told of each error before it leaves
 */
export async function codedCall<T>(run: () => Promise<T>, onError: (error: ContractError) => void): Promise<T> {
  const toCoded = (error: unknown): ContractError => {
    const coded = asContractError(error);
    onError(coded);
    return coded;
  };
  try {
    const output = await run();
    if (!isStream(output)) return output;
    return mapEventIterator(output, { value: async (value) => value, error: async (error) => toCoded(error) }) as T;
  } catch (error) {
    throw toCoded(error);
  }
}

function isStream(value: unknown): value is AsyncIterator<unknown, unknown, void> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

function refusedInput(error: unknown): ErrorReport | null {
  if (!(error instanceof ORPCError) || error.code !== 'BAD_REQUEST') return null;
  const cause: unknown = error.cause;
  const issues = cause instanceof ValidationError
    ? cause.issues.map((issue) => ({
      path: (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.'),
      message: issue.message,
    }))
    : [{ path: '', message: error.message }];
  return { code: 'INPUT_REFUSED', details: { issues } };
}
