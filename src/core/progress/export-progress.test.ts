import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase, type Db } from './database.ts';
import { deviceKey } from './device-key.ts';
import { createEventLog } from './event-log.ts';
import { exportProgress, unnamed } from './export-progress.ts';
import { openProgressFile } from './open-progress-file.ts';
import { createSessionTable } from './session-table.ts';
import { verifyHistory } from './verify-history.ts';

let folder: string;
let db: Db;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bb-export-'));
  db = openDatabase({ path: join(folder, 'backbench.db') });
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

function parts() {
  const path = join(folder, 'backbench.db');
  const key = deviceKey(folder);
  return { log: createEventLog(db, path, key.fingerprint), table: createSessionTable(db, path), key, learner: 'values', dataFolder: folder };
}
const signal = AbortSignal.timeout(5_000);

it('writes a file that is read and verified elsewhere, without the work unless it is asked for', async () => {
  const given = parts();
  given.log.append({ id: 'a-lab', version: 2 }, { type: 'step-entered', step: 'one' });
  const { id } = given.table.ensure({ lab: 'a-lab', variant: null }, []);
  mkdirSync(join(folder, 'workspaces', id), { recursive: true });
  writeFileSync(join(folder, 'workspaces', id, 'answer.sql'), 'SELECT 1;');
  const { bytes } = await exportProgress(given, { pseudonym: ' Asha ', withWork: false, signal });
  const target = join(folder, 'asha.bbprogress');
  writeFileSync(target, bytes);
  const { file } = await openProgressFile(target);
  expect(file).toMatchObject({ pseudonym: 'Asha', device: given.key.fingerprint, lastNumber: 1, work: [], events: [{ lab: 'a-lab', labVersion: 2, type: 'step-entered' }] });
  expect(verifyHistory(file, Date.now())).toEqual([]);
});

it('takes files along, names those that are too large, and follows no link', async () => {
  const given = parts();
  const { id } = given.table.ensure({ lab: 'a-lab', variant: 'go' }, []);
  const workspace = join(folder, 'workspaces', id);
  mkdirSync(join(workspace, 'src', '.git'), { recursive: true });
  writeFileSync(join(workspace, 'src', 'main.go'), 'package main');
  writeFileSync(join(workspace, 'src', '.git', 'config'), '');
  writeFileSync(join(workspace, 'rows.csv'), Buffer.alloc(600_000));
  symlinkSync('/etc/passwd', join(workspace, 'link'));
  const { content } = await exportProgress(given, { pseudonym: unnamed(given.key), withWork: true, signal });
  expect(content.work).toEqual([{
    lab: 'a-lab', variant: 'go', files: [{ path: 'src/main.go', base64: Buffer.from('package main').toString('base64') }], leftOut: [{ path: 'rows.csv', bytes: 600_000 }],
  }]);
});

it('refuses a name that is none', async () => {
  for (const pseudonym of ['  ', 'x'.repeat(81)]) {
    await expect(exportProgress(parts(), { pseudonym, withWork: false, signal })).rejects.toMatchObject({ code: 'INPUT_REFUSED' });
  }
});

it('tells from the numbers that the newest events were taken out of the database', async () => {
  const given = parts();
  for (const step of ['one', 'two', 'three']) given.log.append({ id: 'a-lab', version: 1 }, { type: 'step-entered', step });
  db.exec('DROP TRIGGER event_is_never_removed; DELETE FROM event WHERE id = 3');
  const taken = await exportProgress(given, { pseudonym: 'Asha', withWork: false, signal });
  expect(verifyHistory({ ...taken.content, device: given.key.fingerprint }, Date.now())).toEqual([{ kind: 'missing', event: 3, to: 3 }]);
  // And also when the work went on after that.
  given.log.append({ id: 'a-lab', version: 1 }, { type: 'step-entered', step: 'four' });
  const later = await exportProgress(given, { pseudonym: 'Asha', withWork: false, signal });
  expect(verifyHistory({ ...later.content, device: given.key.fingerprint }, Date.now())).toEqual([{ kind: 'missing', event: 3, to: 3 }]);
});
