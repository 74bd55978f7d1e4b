/** The memory that labs may use together, as the learner set it. What a lab needs is what its lab.yaml says. */
import { BackbenchError } from '../../shared/errors.ts';
import type { Lab } from '../../shared/lab-format.ts';

/** @param limitMb MiB, or null for no limit. @throws BackbenchError MEMORY_LIMIT for a lab that never fits */
export function assertFits(lab: Pick<Lab, 'id' | 'needs'>, limitMb: number | null): void {
  const needsMb = lab.needs.memoryMb;
  if (limitMb !== null && needsMb > limitMb) throw new BackbenchError('MEMORY_LIMIT', { lab: lab.id, needsMb, limitMb });
}

/** Those of `others` (the newest last) that may stay beside a lab under the limit. */
export function keptBeside<T extends { loaded: { lab: Pick<Lab, 'needs'> } }>(lab: Pick<Lab, 'needs'>, others: readonly T[], limitMb: number | null): T[] {
  let needed = lab.needs.memoryMb;
  return others.toReversed().filter((each) => {
    needed += each.loaded.lab.needs.memoryMb;
    return limitMb === null || needed <= limitMb;
  });
}
