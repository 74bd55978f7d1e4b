/**
 * Each kind of save that a learner or a teacher relies on: done some times, and read again as after a start of the machine.
 * As a program: `saves.ts KIND FOLDER COUNT`. It says `begin N` before and `done N` after each.
 */
import { mkdirSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createAssignmentStore } from '../../../src/core/assignments/assignment-store.ts';
import { signAssignment } from '../../../src/core/assignments/assignment-file.ts';
import { openClassStore } from '../../../src/core/class/class-store.ts';
import { testLearner } from '../../../src/core/class/class-world.ts';
import { instanceId } from '../../../src/core/instance.ts';
import { realDisk } from '../../../src/core/packs/disk.ts';
import { createSigningKeys } from '../../../src/core/packs/signing-keys.ts';
import { KeptItems } from '../../../src/core/profiles/kept-items.ts';
import { readMachineMemory, writeMachineMemory } from '../../../src/core/profiles/machine-memory.ts';
import { openProfiles } from '../../../src/core/profiles/profiles.ts';
import { openDatabase } from '../../../src/core/progress/database.ts';
import { deviceKey } from '../../../src/core/progress/device-key.ts';
import { createEventLog } from '../../../src/core/progress/event-log.ts';
import { createSettings } from '../../../src/core/progress/settings.ts';
import { isUnfinished } from '../../../src/core/workspace/durable-files.ts';
import { openWorkspace } from '../../../src/core/workspace/workspace.ts';
import { isCode } from '../../../src/shared/errors.ts';

export interface Open {
  /** The save of this number, from 1. */
  save(number: number): Promise<void> | void;
  close?(): Promise<void> | void;
}

export interface Save {
  /** What is there before the first save. */
  open(folder: string): Promise<Open>;
  /** @returns how many saves are to be seen @throws when what is there can't be used */
  seen(folder: string): Promise<number>;
}

const LAB = { id: 'a-lab', version: 1 };
const never = new AbortController().signal;
const database = (folder: string): string => join(folder, 'backbench.db');
/** Short ones and one that takes many pages. */
const text = (number: number): string => `save ${String(number)}\n`.repeat(number % 3 === 0 ? 4_000 : 3);

export const SAVES: Readonly<Record<string, Save>> = {
  'an event': {
    open(folder) {
      const db = openDatabase({ path: database(folder) });
      const log = createEventLog(db, database(folder));
      return Promise.resolve({ save: (number) => { log.append(LAB, { type: 'step-entered', step: text(number) }); }, close: () => { db.close(); } });
    },
    seen(folder) {
      const db = openDatabase({ path: database(folder) });
      try {
        const steps = createEventLog(db, database(folder)).of(LAB.id).map((event) => (event.type === 'step-entered' ? event.step : ''));
        if (steps.some((step, at) => step !== text(at + 1))) throw new Error('An event is not as it was written.');
        return Promise.resolve(steps.length);
      } finally {
        db.close();
      }
    },
  },
  'a setting': {
    open(folder) {
      const db = openDatabase({ path: database(folder) });
      const settings = createSettings(db, database(folder));
      return Promise.resolve({ save: (number) => { settings.set({ memoryMb: 1_000 + number, pseudonym: `learner ${String(number)}` }); }, close: () => { db.close(); } });
    },
    seen(folder) {
      const db = openDatabase({ path: database(folder) });
      try {
        const { memoryMb, pseudonym } = createSettings(db, database(folder)).get();
        const number = memoryMb === null ? 0 : memoryMb - 1_000;
        if (pseudonym !== (number === 0 ? '' : `learner ${String(number)}`)) throw new Error(`Half of a change: ${String(memoryMb)}, ${pseudonym}`);
        return Promise.resolve(number);
      } finally {
        db.close();
      }
    },
  },
  "a file in the learner's workspace": {
    async open(folder) {
      const workspace = await openWorkspace({ folder: join(folder, 'work'), startFolder: join(folder, 'no-start') });
      let hash: string | null = null;
      return { save: async (number) => { ({ hash } = await workspace.write('sql/answer.sql', text(number), hash)); }, close: () => workspace.dispose() };
    },
    async seen(folder) {
      const workspace = await openWorkspace({ folder: join(folder, 'work'), startFolder: join(folder, 'no-start') });
      try {
        if ((await workspace.list()).some(({ path }) => isUnfinished(path))) throw new Error('A file that was being written is shown.');
        const found = await workspace.read('sql/answer.sql').catch((error: unknown) => {
          if (isCode(error, 'FILE_NOT_FOUND')) return null;
          throw error;
        });
        return numberOf(found?.text ?? null);
      } finally {
        await workspace.dispose();
      }
    },
  },
  'the memory of a shared machine': {
    open: (folder) => Promise.resolve({ save: (number) => { writeMachineMemory(folder, 1_000 + number); } }),
    seen: (folder) => Promise.resolve((readMachineMemory(folder) ?? 1_000) - 1_000),
  },
  "a profile's name": {
    open: (folder) => Promise.resolve({ save: (number) => openProfiles(folder).rename('first', `Asha ${String(number)}`) }),
    seen(folder) {
      const [{ name } = { name: '' }, ...more] = openProfiles(folder).list();
      if (more.length > 0) throw new Error('There are more learners than there were.');
      return Promise.resolve(name.startsWith('Asha ') ? Number(name.slice('Asha '.length)) : 0);
    },
  },
  'what the window keeps': {
    open(folder) {
      const kept = new KeptItems(folder);
      return Promise.resolve({ save: (number) => kept.write({ layout: text(number) }), close: () => kept.close() });
    },
    seen: (folder) => Promise.resolve(numberOf(new KeptItems(folder).read()['layout'] ?? null)),
  },
  "a learner's progress in a class": {
    async open(folder) {
      const learner = testLearner('Asha', join(folder, '..', 'key'));
      const store = openClassStore(join(folder, 'classes', '5b'));
      return {
        async save(number) {
          learner.attempt('a-lab', `step-${String(number)}`, { check: 'passed' });
          const { error } = await store.receive((await learner.file()).bytes, never);
          if (error !== null) throw new Error(JSON.stringify(error));
        },
      };
    },
    async seen(folder) {
      const { files, damaged } = await openClassStore(join(folder, 'classes', '5b')).files(never);
      if (damaged.length > 0) throw new Error(`Damaged: ${damaged.join(', ')}`);
      return Math.max(0, ...files.map(({ file }) => file.events.length));
    },
  },
  'an assignment': {
    async open(folder) {
      const signing = createSigningKeys(join(folder, '..', 'teacher'), realDisk);
      // The key of an earlier round does as well.
      await signing.make('teacher').catch(() => undefined);
      const keys = await signing.open('teacher');
      const store = createAssignmentStore(join(folder, 'assignments'), () => [], realDisk);
      return {
        async save(number) {
          await store.add(signAssignment({
            id: 'week-3', number, title: `Week ${String(number)}`, note: '', labs: [{ lab: 'a-lab', variant: null, title: 'A lab' }],
            due: { at: 1_800_000_000_000, zone: 'UTC' }, work: { kind: 'practice' }, issuedAt: 0,
          }, keys));
        },
      };
    },
    async seen(folder) {
      const [file] = await createAssignmentStore(join(folder, 'assignments'), () => [], realDisk).list();
      return file?.assignment.number ?? 0;
    },
  },
  'who this computer is': {
    open: (folder) => Promise.resolve({ save: () => { writeSync(1, `known ${instanceId(folder)} ${deviceKey(folder).fingerprint}\n`); } }),
    seen: (folder) => Promise.resolve(instanceId(folder) === '' || deviceKey(folder).fingerprint === '' ? 0 : 1),
  },
};

function numberOf(found: string | null): number {
  if (found === null) return 0;
  const number = Number(/^save (\d+)\n/.exec(found)?.[1]);
  if (found !== text(number)) throw new Error(`Not what was saved: ${found.slice(0, 40)}`);
  return number;
}

const [kind, folder, count] = process.argv.slice(2);
if (import.meta.main && kind !== undefined && folder !== undefined) {
  mkdirSync(folder, { recursive: true });
  const open = await SAVES[kind]?.open(folder);
  if (open === undefined) throw new Error(`There is no save called ${kind}.`);
  for (let number = 1; number <= Number(count); number += 1) {
    writeSync(1, `begin ${String(number)}\n`);
    await open.save(number);
    writeSync(1, `done ${String(number)}\n`);
  }
  // As the power does it: nothing is closed.
  process.kill(process.pid, 'SIGKILL');
}
