/** The memory that labs may use together, as the learner set it. What a lab needs is what its lab.yaml says. */
import { BackbenchError } from '../../shared/errors.ts';
import type { Lab } from '../../shared/lab-format.ts';
import type { HeldMemory } from '../profiles/machine-labs.ts';

/**
 * @param limitMb MiB, or null for no limit
 * @param held by labs that this process can't stop
 * @throws BackbenchError MEMORY_LIMIT for a lab that never fits; MEMORY_HELD for one that fits when others have ended
 */
export function assertFits(lab: Pick<Lab, 'id' | 'needs'>, limitMb: number | null, held: readonly HeldMemory[] = []): void {
  const needsMb = lab.needs.memoryMb;
  if (limitMb === null) return;
  if (needsMb > limitMb) throw new BackbenchError('MEMORY_LIMIT', { lab: lab.id, needsMb, limitMb });
  if (needsMb + sumOf(held) > limitMb) throw new BackbenchError('MEMORY_HELD', { lab: lab.id, needsMb, limitMb, held: [...held] });
}

/** Those of `others` (the newest last) that may stay beside a lab under the limit. */
export function keptBeside<T extends { loaded: { lab: Pick<Lab, 'needs'> } }>(lab: Pick<Lab, 'needs'>, others: readonly T[], limitMb: number | null, held: readonly HeldMemory[] = []): T[] {
  let needed = lab.needs.memoryMb + sumOf(held);
  return others.toReversed().filter((each) => {
    needed += each.loaded.lab.needs.memoryMb;
    return limitMb === null || needed <= limitMb;
  });
}

const sumOf = (held: readonly HeldMemory[]): number => held.reduce((sum, { memoryMb }) => sum + memoryMb, 0);
