import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CHAIN_START, chainHash, type ChainedEvent } from '../progress/event-chain.ts';
import { signedFile, testLearner } from './class-world.ts';
import { countingFiles, learnersOf, type ClassFile } from './merge-histories.ts';

const HOUR = 3_600_000;
const START = Date.UTC(2026, 10, 2, 3, 30);
const NOW = START + 1_000 * HOUR;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bb-class-'));
  vi.useFakeTimers({ toFake: ['Date'], now: START });
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

const learner = (name: string, place = name) => testLearner(name, join(folder, place));
const kinds = (files: readonly ClassFile[]) => learnersOf(files, NOW).map(({ file, findings }) => [file.pseudonym, findings.map(({ kind }) => kind)]);
const work = async (who: ReturnType<typeof learner>, steps: number): Promise<ClassFile & { bytes: Buffer }> => {
  for (let step = 0; step < steps; step += 1) {
    vi.advanceTimersByTime(HOUR);
    who.add('a-lab', { type: 'step-entered', step: `s${String(step)}` });
  }
  return who.file();
};
/** The same events under another key, every hash made anew. */
function rechained(events: readonly ChainedEvent[], device: string): ChainedEvent[] {
  let before = CHAIN_START;
  return events.map((event) => {
    const own = { ...event, device };
    before = chainHash(before, own);
    return { ...own, hash: before };
  });
}

describe('the files that count', () => {
  it('are the same in any order, with repetitions, merged at once or piece by piece on several machines', async () => {
    const all: ClassFile[] = [];
    for (const name of ['Asha', 'Ravi', 'Mina']) {
      const who = learner(name);
      for (const steps of [2, 3, 1]) all.push(await work(who, steps));
      // Twice without an event between, and once with the work.
      all.push(await who.file(), await who.file({ work: [{ lab: 'a-lab', variant: '', files: [], leftOut: [] }] }));
      // A copy of the data folder goes on by itself.
      const copy = learner(name);
      all.push(await work(copy, 2));
    }
    const whole = [...countingFiles(all)].toSorted();
    expect(whole).toHaveLength(6);
    const shown = JSON.stringify(learnersOf(all, NOW));
    await fc.assert(fc.asyncProperty(
      fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2, maxLength: all.length * 2 }), fc.array(fc.nat({ max: all.length * 2 }), { maxLength: 4 }),
      (files, cuts) => {
        // Each part is merged on a machine of its own; then what these kept comes together.
        const edges = [0, ...cuts.toSorted((a, b) => a - b), files.length];
        const parts = edges.slice(1).map((end, at) => files.slice(edges[at], end));
        const kept = parts.flatMap((part) => part.filter(({ id }) => countingFiles(part).has(id)));
        expect([...countingFiles(kept)].toSorted()).toEqual(whole);
        expect(JSON.stringify(learnersOf(kept, NOW))).toBe(shown);
        return Promise.resolve();
      },
    ), { numRuns: 100 });
  }, 30_000);
});

describe('what is found beside others', () => {
  it('is nothing for honest learners, old files that come late among them', async () => {
    const asha = learner('Asha');
    const old = await work(asha, 2);
    const files = [await work(asha, 3), old, await work(learner('Ravi'), 4), await work(learner('Asha', 'other Asha'), 2)];
    expect(kinds(files)).toEqual([['Asha', []], ['Asha', []], ['Ravi', []]]);
  });

  it('tells that a history was written anew since it was collected', async () => {
    const asha = learner('Asha');
    await work(asha, 4);
    const before = await asha.file();
    const events = rechained(asha.log.chain().map((event) => (event.id === 3 ? { ...event, data: '{"step":"s9"}' } : event)), asha.key.fingerprint);
    expect(kinds([before, await asha.file({ events })])).toEqual([['Asha', ['forked']]]);
  });

  it('tells that the end was taken away since it was collected, numbers and all', async () => {
    const asha = learner('Asha');
    const before = await work(asha, 5);
    const events = asha.log.chain().slice(0, 2);
    const files = [before, await asha.file({ events, lastNumber: 2 })];
    expect(kinds(files)).toEqual([['Asha', ['shortened']]]);
    expect(kinds(files.toReversed())).toEqual([['Asha', ['shortened']]]);
  });

  it('tells whose history a friend handed in as their own', async () => {
    const ravi = learner('Ravi');
    const asha = learner('Asha');
    await work(ravi, 5);
    const copy = await signedFile({ pseudonym: 'Asha', values: '', exportedAt: Date.now(), lastNumber: 5, events: ravi.log.chain(), work: [] }, asha.key);
    expect(kinds([await ravi.file(), copy])).toEqual([['Asha', ['other-device', 'copied']], ['Ravi', []]]);
  });

  it('tells that two histories have events in common where all hashes were made anew, whoever copied', async () => {
    const ravi = learner('Ravi');
    const asha = learner('Asha');
    await work(ravi, 5);
    const copy = await asha.file({ events: rechained(ravi.log.chain(), asha.key.fingerprint), lastNumber: 5 });
    expect(learnersOf([await ravi.file(), copy], NOW).map(({ findings }) => findings)).toEqual([
      [{ kind: 'copied', device: ravi.key.fingerprint, from: 'Ravi', events: 5 }], [{ kind: 'copied', device: asha.key.fingerprint, from: 'Asha', events: 5 }],
    ]);
  });
});
