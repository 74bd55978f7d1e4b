/** Why a command could not even start, the same words on every engine. */
import { BackbenchError } from '../../shared/errors.ts';

/** @param outcome what the system said of it */
export function programMissing(program: string, outcome: string): BackbenchError<'BINARY_MISSING'> {
  return new BackbenchError('BINARY_MISSING', {
    service: program, attempts: [{ place: program, source: program.includes('/') ? 'command' : 'PATH', outcome }],
  });
}

export const OUTCOMES = { notFound: 'not found', notAllowed: 'may not be run by this user' } as const;
