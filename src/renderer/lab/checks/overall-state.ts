/** The verdict of a step from the states of its checks. */
import type { Verdict } from '../../../shared/verdict.ts';
import type { CheckView } from '../../../shared/views.ts';

/** Null while a check runs or none was tried: broken wins over not yet, not yet over passed. */
export function overallState(states: readonly CheckView['state'][]): Verdict | null {
  if (states.includes('running') || states.every((state) => state === 'untried')) return null;
  if (states.includes('broken')) return 'broken';
  return states.every((state) => state === 'passed') ? 'passed' : 'not-yet';
}
