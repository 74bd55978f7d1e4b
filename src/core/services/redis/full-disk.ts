/** Makes Redis notice that its snapshot can't be written, and refuse writes as on a full disk; and that it can again. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Endpoint } from '../../engines/engine.ts';
import { replyOf } from './reply-of.ts';

/** A lab's snapshot is written in milliseconds; the fork of a busy machine takes a little longer. In milliseconds. */
const DEADLINE_MS = 8_000;
const LOOK_MS = 25;
/** Redis refuses writes only while it shall write snapshots by itself. Once a year, after this many changes: never in a lab. */
const OURS = '31536000 1000000000';

/** @param full what the data folder is like now @throws Error when Redis does not notice; BackbenchError SERVICE_UNREACHABLE */
export async function settleFullDisk(endpoint: Endpoint, full: boolean, signal: AbortSignal): Promise<void> {
  const send = (...command: string[]) => replyOf(endpoint, command, { signal });
  const wanted = full ? 'err' : 'ok';
  const save = await send('CONFIG', 'GET', 'save');
  const rules = Array.isArray(save) ? save[1] : null;
  if (full && rules === '') await send('CONFIG', 'SET', 'save', OURS);
  const end = performance.now() + DEADLINE_MS;
  while (await status(send) !== wanted) {
    if (performance.now() > end) throw new Error(full ? 'its snapshot was written all the same' : 'its snapshot still cannot be written');
    // One that is being written already is waited for: it may have begun before.
    await send('BGSAVE');
    await sleep(LOOK_MS, undefined, { signal });
  }
  if (!full && rules === OURS) await send('CONFIG', 'SET', 'save', '');
}

async function status(send: (...command: string[]) => ReturnType<typeof replyOf>): Promise<string> {
  const info = await send('INFO', 'persistence');
  const text = typeof info === 'string' ? info : '';
  if (/^rdb_bgsave_in_progress:1/m.test(text)) return 'under way';
  return /^rdb_last_bgsave_status:(\w+)/m.exec(text)?.[1] ?? '';
}
