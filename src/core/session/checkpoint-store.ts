/**
 * Lets go of checkpoints: their rows in one transaction with whatever makes them superfluous, their files and data after
 * that, in the background. What a crash leaves in between belongs to no row and is removed when the lab is opened next.
 */
import type { Checkpoint, TimelineTable, WorkspaceRecord } from '../progress/timeline-table.ts';
import type { ServiceDriver } from '../services/service.ts';
import { PRISTINE_SNAPSHOT } from '../snapshot.ts';
import { waitForAll } from '../wait-for-all.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Forgetting takes a few milliseconds; this long means that a service hangs. */
const DISCARD_TIMEOUT_MS = 10_000;

export interface CheckpointStoreParts {
  table: TimelineTable;
  record: WorkspaceRecord;
  workspace: Workspace;
  /** By service id. */
  drivers: ReadonlyMap<string, ServiceDriver>;
  onWarning(text: string): void;
}

export interface CheckpointStore {
  /** Removes the rows now, which may be in a transaction, and what they held in the background. A failure there costs space only, and the next open makes up for it. */
  letGo(checkpoints: readonly Checkpoint[]): void;
  /** Removes a checkpoint and what it held. */
  forget(checkpoint: Checkpoint): Promise<void>;
  /** Forgets checkpoints whose files or data are gone, and removes what belongs to none. @param lab its id, for warnings */
  reconcile(lab: string, signal: AbortSignal): Promise<void>;
  /** Resolves when nothing is being removed. Two acts on the same service never overlap. */
  idle(): Promise<void>;
  /** Calls off what is being removed. */
  close(): Promise<void>;
}

export function createCheckpointStore({ table, record, workspace, drivers, onWarning }: CheckpointStoreParts): CheckpointStore {
  const closing = new AbortController();
  let removing: Promise<void> = Promise.resolve();

  async function removeHeld(checkpoint: Checkpoint): Promise<void> {
    const left = table.all();
    // The transaction that let go of it did not come about.
    if (left.some((each) => each.id === checkpoint.id)) return;
    const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(DISCARD_TIMEOUT_MS)]);
    await waitForAll([
      ...[...drivers].map(async ([id, driver]) => {
        const name = checkpoint.data[id];
        if (name === undefined || name === PRISTINE_SNAPSHOT || left.some((each) => each.data[id] === name)) return;
        await driver.discard(name, signal);
      }),
      checkpoint.files === PRISTINE_SNAPSHOT ? Promise.resolve() : workspace.discard(checkpoint.files),
    ]);
  }
  async function forget(checkpoint: Checkpoint): Promise<void> {
    table.remove(checkpoint.id);
    await removeHeld(checkpoint);
  }

  return {
    letGo(checkpoints) {
      if (checkpoints.length === 0) return;
      table.together(() => { for (const { id } of checkpoints) table.remove(id); });
      removing = removing.then(async () => {
        for (const each of checkpoints) {
          if (closing.signal.aborted) return;
          await removeHeld(each).catch((error: unknown) => {
            if (!closing.signal.aborted) onWarning(`A checkpoint could not be removed: ${String(error)}`);
          });
        }
      });
    },
    forget,
    async reconcile(lab, signal) {
      const held = new Map(await Promise.all([...drivers].map(async ([id, driver]) =>
        [id, new Set((await driver.list(signal)).map((each) => each.name))] as const)));
      const files = new Set((await workspace.kept()).map((each) => each.name));
      for (const each of table.all()) {
        const whole = each.ready && files.has(each.files) && [...held].every(([id, names]) => names.has(each.data[id] ?? PRISTINE_SNAPSHOT));
        if (whole) continue;
        if (each.ready) onWarning(`A checkpoint of ${lab} is not complete any more and was removed.`);
        await forget(each);
      }
      const rows = table.all();
      for (const [id, names] of held) {
        for (const name of names) if (name !== PRISTINE_SNAPSHOT && !rows.some((each) => each.data[id] === name)) await drivers.get(id)?.discard(name, signal);
      }
      const known = record.names();
      for (const name of files) if (name !== PRISTINE_SNAPSHOT && !known.has(name)) await workspace.discard(name);
    },
    idle: () => removing,
    async close() {
      closing.abort(new Error('closing'));
      await removing;
    },
  };
}
