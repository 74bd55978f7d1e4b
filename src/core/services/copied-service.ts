/** Which of a lab's services a program under check gets a copy of: the first SQL database. */
import type { ServiceKind } from '../../shared/lab-format.ts';

export function copiedService<T extends { kind: ServiceKind }>(services: readonly T[]): T | undefined {
  return services.find(({ kind }) => kind === 'postgres' || kind === 'mysql');
}
