/** A thousand histories that somebody tampered with, and as many honest ones from a real log, read back from signed files. */
import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { openDatabase } from './database.ts';
import { deviceKey, type DeviceKey } from './device-key.ts';
import { CHAIN_START, chainHash, type ChainedEvent } from './event-chain.ts';
import { createEventLog, type LabEvent } from './event-log.ts';
import { readProgressFile, writeProgressFile } from './progress-file.ts';
import { CLOCK_TOLERANCE_MS, soundness, verifyHistory, type Finding } from './verify-history.ts';

const RUNS = 1_000;
const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 2, 3, 30);
/** When the teacher looks. */
const NOW = Date.UTC(2027, 5, 1);

let folder: string;
let asha: DeviceKey;
let ravi: DeviceKey;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bb-history-'));
  asha = deviceKey(join(folder, 'asha'));
  ravi = deviceKey(join(folder, 'ravi'));
});
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });
afterEach(() => { vi.useRealTimers(); });

/** What happens on a learner's machine: an event, the app's end and start, the clock put elsewhere, or time without an event. */
type Happening =
  | { kind: 'event'; minutes: number; event: LabEvent }
  | { kind: 'restart' }
  | { kind: 'crash' }
  | { kind: 'clock'; ms: number }
  | { kind: 'sleep'; hours: number };

const event: fc.Arbitrary<LabEvent> = fc.oneof(
  fc.constantFrom<LabEvent>({ type: 'lab-opened', engine: 'native' }, { type: 'step-entered', step: 'one' }, { type: 'hint-shown', check: 'c', index: 0 }, { type: 'answered', check: 'q', value: ['a', 'ü'] }),
  fc.integer({ min: 1, max: 60 }).map((seconds): LabEvent => ({ type: 'time-spent', seconds })),
  fc.constantFrom('passed' as const, 'not-yet' as const).map((verdict): LabEvent => ({
    type: 'attempt', step: 'one', verdict, results: [{ checkId: 'c', verdict, evidence: [{ kind: 'message', source: 'psql', text: 'secret row' }], ms: 3 }],
  })),
);
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('event' as const), minutes: fc.integer({ min: 0, max: 90 }), event }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'restart' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'crash' as const }) },
  // What a time server puts right; the hour of daylight saving moves no clock of ours, which counts from 1970.
  { weight: 1, arbitrary: fc.integer({ min: -CLOCK_TOLERANCE_MS / 3, max: CLOCK_TOLERANCE_MS / 3 }).map((ms) => ({ kind: 'clock' as const, ms })) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 200 }).map((hours) => ({ kind: 'sleep' as const, hours })) },
);
const honest = fc.array(happening, { minLength: 6, maxLength: 30 })
  .filter((all) => all.filter(({ kind }) => kind === 'event').length >= 4 && drift(all) <= CLOCK_TOLERANCE_MS);

/** How far apart the clock's errors are that a history sees, in milliseconds. */
function drift(all: readonly Happening[]): number {
  const errors = all.map((_, at) => all.slice(0, at + 1).reduce((sum, each) => sum + (each.kind === 'clock' ? each.ms : 0), 0));
  return Math.max(0, ...errors) - Math.min(0, ...errors);
}

/** Lives a history in a real log; the clocks are the test's. */
function live(all: readonly Happening[], key: DeviceKey, begin = START): { events: ChainedEvent[]; lastNumber: number } {
  let wall = begin;
  let mono = 1_000;
  vi.useFakeTimers({ toFake: ['Date', 'performance'] });
  const set = (): void => { vi.setSystemTime(wall); };
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => mono);
  const db = openDatabase({ path: ':memory:' });
  let log = createEventLog(db, ':memory:', key.fingerprint);
  try {
    for (const each of all) {
      if (each.kind === 'event') {
        wall += each.minutes * MINUTE;
        mono += each.minutes * MINUTE;
        set();
        log.append({ id: 'a-lab', version: 1 }, each.event);
      } else if (each.kind === 'restart') {
        log = createEventLog(db, ':memory:', key.fingerprint);
        mono = 900;
      } else if (each.kind === 'crash') {
        // An event that was on its way when the process ended is not there.
        expect(() => { db.transaction(() => { log.append({ id: 'a-lab', version: 1 }, { type: 'reset' }); throw new Error('end'); })(); }).toThrow('end');
        log = createEventLog(db, ':memory:', key.fingerprint);
        mono = 700;
      } else if (each.kind === 'clock') wall += each.ms;
      // Asleep, the machine's clock goes on, and the one that nobody can set may stand.
      else wall += each.hours * 60 * MINUTE;
    }
    return { events: log.chain(), lastNumber: log.lastNumber() };
  } finally {
    clock.mockRestore();
    vi.useRealTimers();
    db.close();
  }
}

/** Through a signed file, as it comes to a teacher. */
async function collected(history: { events: ChainedEvent[]; lastNumber: number }, key: DeviceKey): Promise<Finding[]> {
  const bytes = writeProgressFile({ pseudonym: 'Asha', values: 'x', exportedAt: START, work: [], ...history }, key);
  return verifyHistory(await readProgressFile(bytes, 'asha.bbprogress'), NOW);
}

/** What somebody does who writes all hashes anew. */
function rechained(events: readonly ChainedEvent[], device: string): ChainedEvent[] {
  let before = CHAIN_START;
  return events.map((each, at) => {
    const changed = { ...each, id: at + 1, device };
    before = chainHash(before, changed);
    return { ...changed, hash: before };
  });
}

type Tampering = (history: { events: ChainedEvent[]; lastNumber: number }, at: number, other: number) => { events: ChainedEvent[]; lastNumber: number } | null;

const tamperings: Record<string, Tampering> = {
  'an edited event': ({ events, lastNumber }, at) => ({
    events: events.map((each, index) => (index === at ? { ...each, data: each.data.includes('not-yet') ? each.data.replaceAll('not-yet', 'passed') : `${each.data} ` } : each)), lastNumber,
  }),
  'an edited time': ({ events, lastNumber }, at) => ({ events: events.map((each, index) => (index === at ? { ...each, at: each.at - 3 * MINUTE } : each)), lastNumber }),
  'an edited event with its hash made anew': ({ events, lastNumber }, at) => {
    if (at === events.length - 1) return null;
    const changed = events.map((each, index) => (index === at ? { ...each, at: each.at + 1 } : each));
    return { events: changed.map((each, index) => (index === at ? { ...each, hash: chainHash(events[index - 1]?.hash ?? CHAIN_START, each) } : each)), lastNumber };
  },
  'events taken out': ({ events, lastNumber }, at, count) => ({ events: events.filter((_, index) => index < at || index > at + count % 3), lastNumber }),
  'the end taken away': ({ events, lastNumber }, at) => ({ events: events.slice(0, at), lastNumber }),
  'events in another order': ({ events, lastNumber }, at, other) => {
    if (at === other) return null;
    const moved = [...events];
    [moved[at], moved[other]] = [moved[other]!, moved[at]!];
    return { events: moved, lastNumber };
  },
  'an event put in': ({ events, lastNumber }, at, other) => ({ events: [...events.slice(0, at), events[other]!, ...events.slice(at)], lastNumber }),
  'the clock set back for a while': ({ events, lastNumber }, at, other) => {
    if (at === 0) return null;
    const moved = events.map((each, index) => (index >= at && index <= at + other ? { ...each, at: each.at - 40 * 24 * 60 * MINUTE } : each));
    return { events: rechained(moved, events[0]!.device), lastNumber };
  },
  'the clock set ahead': ({ events, lastNumber }, at) => ({ events: rechained(events.map((each, index) => (index >= at ? { ...each, at: NOW + CLOCK_TOLERANCE_MS * 2 } : each)), events[0]!.device), lastNumber }),
};

describe('an honest history', () => {
  it('is never flagged: restarts, crashes, sleep, a clock that a time server puts right', async () => {
    await fc.assert(fc.asyncProperty(honest, async (all) => { expect(await collected(live(all, asha), asha)).toEqual([]); }), { numRuns: RUNS / 4 });
  }, 120_000);

  it('is not flagged for a clock with an empty battery, set right each time', async () => {
    const step: Happening = { kind: 'event', minutes: 1, event: { type: 'step-entered', step: 'one' } };
    const toNow = START - Date.UTC(2019, 0, 1);
    const all: Happening[] = [step, step, { kind: 'clock', ms: toNow }, step, { kind: 'restart' }, { kind: 'clock', ms: -toNow }, step, { kind: 'clock', ms: toNow }, step];
    expect(await collected(live(all, asha, Date.UTC(2019, 0, 1)), asha)).toEqual([]);
  });

  it('carries nothing of what the checks saw', () => {
    const attempt: LabEvent = { type: 'attempt', step: 'one', verdict: 'not-yet', results: [{ checkId: 'c', verdict: 'not-yet', evidence: [{ kind: 'message', source: 'psql', text: 'secret row' }], ms: 3 }] };
    expect(JSON.stringify(live([{ kind: 'event', minutes: 0, event: attempt }], asha))).not.toContain('secret row');
  });
});

describe('a history that somebody tampered with', () => {
  it.each(Object.entries(tamperings))('is flagged: %s', async (name, tamper) => {
    await fc.assert(fc.asyncProperty(honest, fc.nat(), fc.nat(), async (all, one, two) => {
      const history = live(all, asha);
      const { length } = history.events;
      const changed = tamper(history, one % length, two % length);
      fc.pre(changed !== null);
      const found = await collected(changed, asha);
      expect(soundness(found)).toBe(name.startsWith('the clock') ? 'times-unsure' : 'tampered');
    }), { numRuns: Math.ceil(RUNS / Object.keys(tamperings).length) });
  }, 60_000);

  it('is flagged when it is a friend\'s, signed with one\'s own key', async () => {
    await fc.assert(fc.asyncProperty(honest, honest, fc.nat(), async (mine, theirs, at) => {
      const friend = live(theirs, ravi);
      expect(soundness(await collected(friend, asha))).toBe('tampered');
      const own = live(mine, asha);
      const cut = at % own.events.length;
      const mixed = [...own.events.slice(0, cut), ...friend.events.slice(cut)];
      if (cut < friend.events.length) expect(soundness(await collected({ events: mixed, lastNumber: own.lastNumber }, asha))).toBe('tampered');
    }), { numRuns: 100 });
  }, 60_000);

  it('has no name in it that was changed: the file is refused', async () => {
    const bytes = writeProgressFile({ pseudonym: 'Asha', values: 'x', exportedAt: 0, work: [], events: [], lastNumber: 0 }, asha);
    const { gunzipSync, gzipSync } = await import('node:zlib');
    const forged = gzipSync(Buffer.from(gunzipSync(bytes).toString().replace('Asha', 'Ravi')));
    await expect(readProgressFile(forged, 'f')).rejects.toMatchObject({ code: 'PROGRESS_SIGNATURE_WRONG' });
    await expect(readProgressFile(bytes.subarray(0, -9), 'f')).rejects.toMatchObject({ code: 'PROGRESS_FILE_UNREADABLE' });
    await expect(readProgressFile(Buffer.from('a letter'), 'f')).rejects.toMatchObject({ code: 'PROGRESS_FILE_UNREADABLE' });
  });
});
