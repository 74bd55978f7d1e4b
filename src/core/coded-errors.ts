/** Every error that leaves over the contract becomes the one declared error, with our code and its details. */
import { os } from '@orpc/server';
import { asContractError } from '../shared/contract-error.ts';

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
