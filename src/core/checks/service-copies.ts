/** Fresh copies of a lab's services for a program under check: it may write as it likes, and the learner's data stays. */
import type { CheckContext } from './check-context.ts';

export interface ServiceCopies {
  /** The database to use instead of the learner's, by service id. */
  databases: ReadonlyMap<string, string>;
  /** Removes the copies. What can't be removed is told to the author and is no fault of the learner's. */
  dispose(): Promise<void>;
}

/** @throws what a service's driver throws; the signal's reason. Nothing is left then. */
export async function copyServices({ specs, drivers, onWarning }: Pick<CheckContext, 'specs' | 'drivers' | 'onWarning'>, signal: AbortSignal): Promise<ServiceCopies> {
  const made = await Promise.allSettled(specs.flatMap(({ id }) => {
    const driver = drivers.get(id);
    return driver === undefined ? [] : [driver.pristineCopy(signal).then((copy) => ({ id, ...copy }))];
  }));
  const copies = made.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const dispose = async (): Promise<void> => {
    await Promise.all(copies.map((copy) => copy.dispose().catch((error: unknown) => { onWarning?.(`a copy of the data of ${copy.id} could not be removed: ${String(error)}`); })));
  };
  const failed = made.find((each) => each.status === 'rejected');
  if (failed !== undefined) {
    await dispose();
    throw failed.reason;
  }
  return { databases: new Map(copies.map((copy) => [copy.id, copy.database])), dispose };
}
