/**
 * Exchanges the files and the data of all services as one act. Before anything is changed, the state that is there
 * is recorded as a checkpoint together with the fact that the act is under way; when everything is changed, one
 * transaction makes it true. Whatever happens in between, an error or the end of the process, the state before is
 * brought back: at once, or when the lab is opened next. So files and data never disagree.
 */
import { BackbenchError, toErrorReport } from '../../shared/errors.ts';
import type { Checkpoint, TimelineTable } from '../progress/timeline-table.ts';
import type { ServiceDriver } from '../services/service.ts';
import { PRISTINE_SNAPSHOT } from '../snapshot.ts';
import { waitForAll } from '../wait-for-all.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Bringing everything back is not called off with the act that failed. Restoring 100 MB takes a second or two. */
const BACK_DEADLINE_MS = 120_000;

/** What is exchanged, and where that is recorded. */
export interface Exchangeable {
  lab: string;
  table: TimelineTable;
  workspace: Workspace;
  /** By service id. */
  drivers: ReadonlyMap<string, ServiceDriver>;
  /** This process's token. */
  token: string;
}

/** What is to be put in the place of the present state. */
export type Target = Pick<Checkpoint, 'files' | 'data'>;

export const PRISTINE_TARGET: Target = { files: PRISTINE_SNAPSHOT, data: {} };

/**
 * @param about what the checkpoint of the state before says
 * @param act `target` is put in place; `then` works on it before it counts; `commit` records what follows from it, in the
 *   same transaction that ends the act
 * @throws BackbenchError SESSION_BUSY while another process is at it; RESTORE_UNFINISHED when the state before could not be
 *   brought back yet; else what went wrong, and then nothing is changed
 */
export async function exchange(
  parts: Exchangeable,
  about: Pick<Checkpoint, 'reason' | 'step' | 'parent' | 'event'>,
  act: { target: Target; then?: () => Promise<void>; commit: (before: Checkpoint) => void },
  signal: AbortSignal,
): Promise<void> {
  const { table, workspace, drivers } = parts;
  await bringBack(parts);
  const before = table.begin(about, [...drivers.keys()], { exchange: parts.token });
  try {
    // Side by side: each keeps its own present state before it changes anything.
    await waitForAll([
      ...[...drivers].map(([id, driver]) => driver.restore(act.target.data[id] ?? PRISTINE_SNAPSHOT, before.data[id] ?? before.files, signal)),
      workspace.restore(act.target.files, before.files),
    ]);
    await act.then?.();
    signal.throwIfAborted();
    table.together(() => {
      table.update(before.id, { ready: true });
      act.commit(before);
      table.endExchange();
    });
  } catch (error) {
    await bringBack(parts);
    throw error;
  }
}

/**
 * Brings back the state before an act that was cut short, if there was one.
 * @throws BackbenchError SESSION_BUSY while another process is at it; RESTORE_UNFINISHED: the next call goes on
 */
export async function bringBack({ lab, table, workspace, drivers, token }: Exchangeable): Promise<void> {
  const open = table.exchange(token);
  if (open === null) return;
  if (!open.isOurs) throw new BackbenchError('SESSION_BUSY', { lab, doing: 'restoring' });
  const before = table.get(open.checkpoint);
  const signal = AbortSignal.timeout(BACK_DEADLINE_MS);
  try {
    if (before !== null) {
      await waitForAll([...drivers].map(async ([id, driver]) => {
        const name = before.data[id] ?? before.files;
        // Without it, this service was not touched yet.
        if ((await driver.list(signal)).some((each) => each.name === name)) await driver.restore(name, null, signal);
      }));
      if (!open.filesBack && (await workspace.kept()).some((each) => each.name === before.files)) await workspace.restore(before.files, null);
    }
  } catch (error) {
    const report = toErrorReport(error);
    const reason = 'reason' in report.details ? report.details.reason : report.code;
    throw new BackbenchError('RESTORE_UNFINISHED', { lab, reason }, { cause: error });
  }
  table.together(() => {
    table.endExchange();
    if (before !== null) table.remove(before.id);
  });
  if (before === null) return;
  // What is left of it now is found and removed at the next open, too.
  await waitForAll([
    ...[...drivers].map(([id, driver]) => driver.discard(before.data[id] ?? before.files, signal)),
    workspace.discard(before.files),
  ]).catch(() => {});
}
