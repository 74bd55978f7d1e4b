/** For tests: learners with real logs and keys, whose clock the test sets. */
import { createHash } from 'node:crypto';
import { openDatabase, type Db } from '../progress/database.ts';
import { deviceKey, type DeviceKey } from '../progress/device-key.ts';
import { createEventLog, type EventLog, type LabEvent } from '../progress/event-log.ts';
import { readProgressFile, writeProgressFile, type ProgressContent } from '../progress/progress-file.ts';
import type { Verdict } from '../../shared/verdict.ts';
import type { ClassFile } from './merge-histories.ts';

export interface TestLearner {
  name: string;
  key: DeviceKey;
  log: EventLog;
  db: Db;
  add(lab: string, event: LabEvent): void;
  attempt(lab: string, step: string, verdicts: Record<string, Verdict>): void;
  file(change?: Partial<ProgressContent>): Promise<ClassFile & { bytes: Buffer }>;
}

/** @param folder for the key, absolute */
export function testLearner(name: string, folder: string): TestLearner {
  const db = openDatabase({ path: ':memory:' });
  const key = deviceKey(folder);
  const log = createEventLog(db, ':memory:', key.fingerprint);
  const add = (lab: string, event: LabEvent): void => { log.append({ id: lab, version: 1 }, event); };
  return {
    name, key, log, db, add,
    attempt: (lab, step, verdicts) => {
      const all = Object.values(verdicts);
      add(lab, {
        type: 'attempt', step, verdict: all.includes('broken') ? 'broken' : all.includes('not-yet') ? 'not-yet' : 'passed',
        results: Object.entries(verdicts).map(([checkId, verdict]) => ({ checkId, verdict, evidence: [], ms: 1 })),
      });
    },
    file: async (change) => signedFile({ pseudonym: name, values: '', exportedAt: Date.now(), lastNumber: log.lastNumber(), events: log.chain(), work: [], ...change }, key),
  };
}

export async function signedFile(content: ProgressContent, key: DeviceKey): Promise<ClassFile & { bytes: Buffer }> {
  const bytes = writeProgressFile(content, key);
  return { id: createHash('sha256').update(bytes).digest('hex'), file: await readProgressFile(bytes, content.pseudonym), bytes };
}
