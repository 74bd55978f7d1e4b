/** Turns whatever a call throws into a code with details, the one form in which the window shows errors. */
import { ORPCError } from '@orpc/client';
import type { ErrorCode, ErrorDetails } from '../../shared/errors.ts';
import type { CodedError } from '../../shared/messages.ts';

/** An error of the window's own making, with one of the shared codes. */
export function coded<C extends ErrorCode>(code: C, details: ErrorDetails[C]): CodedError {
  return { code, details: { ...details } };
}

/** Thrown by the connection when a call cannot be made or its other side is gone. */
export class ConnectionError extends Error {
  readonly error: CodedError;

  constructor(error: CodedError) {
    super(error.code);
    this.name = 'ConnectionError';
    this.error = error;
  }
}

/** True when the other side answered with one of our codes: asking again would bring the same answer. */
export function isAnswer(thrown: unknown): boolean {
  return thrown instanceof ORPCError;
}

export function toCodedError(thrown: unknown): CodedError {
  if (thrown instanceof ConnectionError) return thrown.error;
  if (thrown instanceof ORPCError) {
    const data: unknown = thrown.data;
    if (typeof data === 'object' && data !== null && 'code' in data && typeof data.code === 'string') {
      const details: unknown = 'details' in data ? data.details : {};
      return { code: data.code, details: typeof details === 'object' && details !== null ? { ...details } : {} };
    }
    return coded('INTERNAL', { reason: thrown.message });
  }
  if (thrown instanceof Error && thrown.name === 'AbortError') return coded('CANCELLED', {});
  return coded('INTERNAL', { reason: thrown instanceof Error ? thrown.message : String(thrown) });
}
