/** The memory that labs of all profiles may use together: one number for the machine, in its root folder. */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { settingsSchema } from '../../shared/views.ts';
import { asCoded } from '../progress/database.ts';
import { syncFolderNow } from '../workspace/durable-files.ts';
import { readOther } from './read-other.ts';

const schema = z.object({ memoryMb: settingsSchema.shape.memoryMb });
const fileOf = (root: string): string => join(root, 'machine.json');

/** @returns MiB, null for no limit, undefined where nobody has set one since several share the machine */
export function readMachineMemory(root: string): number | null | undefined {
  try {
    const found = schema.safeParse(JSON.parse(readFileSync(fileOf(root), 'utf8')));
    return found.success ? found.data.memoryMb : undefined;
  } catch {
    return undefined;
  }
}

/** The limit that the first learner set while the machine was theirs alone; null for none. */
export function memoryOfFirst(root: string, nativeBinding: string | undefined): number | null {
  const rows = readOther(root, nativeBinding, "SELECT value FROM setting WHERE key = 'memoryMb'") as { value: string }[];
  const found = settingsSchema.shape.memoryMb.safeParse(rows[0] === undefined ? null : JSON.parse(rows[0].value));
  return found.success ? found.data : null;
}

/** @throws BackbenchError DISK_FULL, DATA_FOLDER_UNUSABLE */
export function writeMachineMemory(root: string, memoryMb: number | null): void {
  const path = fileOf(root);
  const draft = `${path}.${String(process.pid)}`;
  try {
    const file = openSync(draft, 'w', 0o644);
    try {
      writeSync(file, `${JSON.stringify({ memoryMb })}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, path);
    syncFolderNow(root);
  } catch (error) {
    rmSync(draft, { force: true });
    throw asCoded(error, path);
  }
}
