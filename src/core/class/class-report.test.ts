import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { labHeadSchema, type LabHead } from '../catalog/lab-head.ts';
import { toCsv } from './class-csv.ts';
import { classPage } from './class-page.ts';
import { createClasses } from './classes.ts';
import { testLearner } from './class-world.ts';
import { LAB_COLUMNS, LEARNER_COLUMNS } from './report-columns.ts';

const START = Date.UTC(2026, 10, 2, 3, 30);
const MINUTE = 60_000;
const signal = AbortSignal.timeout(20_000);

const head = (id: string, steps: readonly string[]): LabHead => labHeadSchema.parse({
  schema: 1, id, version: 1, title: `Lab <${id}>`, summary: 'A lab.', stage: 'databases', order: 1, topics: ['sql'], minutes: 20, needs: { memoryMb: 64 }, services: [], steps: steps.map((step) => ({ id: step })),
});
const heads = new Map([head('one', ['a', 'b']), head('two', ['a', 'b', 'c'])].map((each) => [each.id, each]));

let folder: string;
let stick: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bb-report-'));
  stick = join(folder, 'stick');
  mkdirSync(join(stick, 'row 2'), { recursive: true });
  vi.useFakeTimers({ toFake: ['Date'], now: START });
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

/** Asha passed one lab and is stuck in the next; the second learner has the same name and has only begun a lab that the course does not have. */
async function collected() {
  const asha = testLearner('Asha', join(folder, 'asha'));
  asha.attempt('one', 'a', { rows: 'not-yet' });
  asha.attempt('one', 'a', { rows: 'passed' });
  asha.attempt('one', 'b', { more: 'passed' });
  asha.add('one', { type: 'time-spent', seconds: 60 });
  asha.add('two', { type: 'step-entered', step: 'b' });
  vi.advanceTimersByTime(MINUTE);
  asha.attempt('two', 'b', { join: 'not-yet', other: 'passed' });
  asha.attempt('two', 'b', { join: 'broken', other: 'broken' });
  asha.add('two', { type: 'time-spent', seconds: 90 });
  asha.add('two', { type: 'hint-shown', check: 'join', index: 0 });
  asha.add('two', { type: 'hint-shown', check: 'join', index: 0 });
  asha.add('two', { type: 'time-spent', seconds: 45 });
  asha.attempt('two', 'b', { join: 'not-yet', other: 'passed' });
  writeFileSync(join(stick, 'asha.bbprogress'), (await asha.file()).bytes);
  const other = testLearner('Asha', join(folder, 'other'));
  other.add('unknown-lab', { type: 'lab-opened', engine: 'native' });
  writeFileSync(join(stick, 'row 2', 'asha.bbprogress'), (await other.file()).bytes);
  return { asha, other, classes: createClasses(join(folder, 'teacher'), () => heads) };
}

it('tells who is where, who is stuck on what and for how long', async () => {
  const { asha, other, classes } = await collected();
  expect((await classes.import('5b', [stick], signal)).map(({ file, outcome }) => [file, outcome])).toEqual([['asha.bbprogress', 'new'], [join('row 2', 'asha.bbprogress'), 'new']]);
  const { learners, labs, damaged } = await classes.report('5b', signal);
  expect(damaged).toEqual([]);
  const row = learners.find(({ device }) => device === asha.key.fingerprint);
  expect(row).toMatchObject({ name: `Asha (${asha.key.fingerprint.slice(0, 8)})`, soundness: 'sound', labsPassed: 1, stepsPassed: 2, attempts: 5, hints: 1, seconds: 195 });
  expect(row?.current).toMatchObject({ lab: 'two', step: 'b', state: 'begun', stepsPassed: 0, steps: 3, stuck: { check: 'join', step: 'b', attempts: 2, hints: 1, since: START + MINUTE, seconds: 135 } });
  expect(labs.filter(({ device }) => device === asha.key.fingerprint).map(({ lab, state, attempts, stuck }) => [lab, state, attempts, stuck === null])).toEqual([['one', 'passed', 3, true], ['two', 'begun', 2, false]]);
  expect(learners.find(({ device }) => device === other.key.fingerprint)?.current).toMatchObject({ lab: 'unknown-lab', title: 'unknown-lab', steps: null, stuck: null });
});

it('shows the same rows in the table and on the page, and lets no name become a formula or markup', async () => {
  const { classes } = await collected();
  const evil = testLearner('=HYPERLINK("x")<script>', join(folder, 'evil'));
  evil.add('one', { type: 'lab-opened', engine: 'native' });
  writeFileSync(join(stick, 'evil.bbprogress'), (await evil.file()).bytes);
  await classes.import('5b', [stick], signal);
  const report = await classes.report('5b', signal);
  const csv = toCsv(LEARNER_COLUMNS, report.learners);
  expect(csv.split('\r\n')[0]).toBe(`\uFEFF${LEARNER_COLUMNS.map(({ key }) => key).join(',')}`);
  expect(csv).toContain(`"'=HYPERLINK(""x"")<script>"`);
  expect(csv.trimEnd().split('\r\n')).toHaveLength(4);
  expect(toCsv(LAB_COLUMNS, report.labs).trimEnd().split('\r\n')).toHaveLength(5);
  const page = classPage(report, '5b', START);
  expect(page).not.toContain('<script');
  expect(page.match(/<th scope="row">/g)).toHaveLength(report.learners.length + report.labs.length);
  for (const { title } of report.labs) expect(page).toContain(title.replace('<', '&lt;').replace('>', '&gt;'));
});

it('tells one learner\'s way in order', async () => {
  const { asha, classes } = await collected();
  await classes.import('5b', [stick], signal);
  const { rows } = await classes.learner('5b', asha.key.fingerprint.slice(0, 8), signal);
  expect(rows.map(({ what, subject, verdict, failed, seconds }) => [what, subject, verdict, failed.join(), seconds]).slice(3)).toEqual([
    ['step', 'b', null, '', 0], ['attempt', 'b', 'not-yet', 'join', 0], ['attempt', 'b', 'broken', '', 0], ['hint', 'join', null, '', 90], ['hint', 'join', null, '', 0], ['attempt', 'b', 'not-yet', 'join', 45],
  ]);
  await expect(classes.learner('5b', 'Asha', signal)).rejects.toMatchObject({ code: 'LEARNER_UNKNOWN' });
});

it('imports again without a change, refuses what is no sound file, and names kept files that were damaged', async () => {
  const { asha, classes } = await collected();
  await classes.import('5b', [stick], signal);
  const before = await classes.report('5b', signal);
  writeFileSync(join(stick, 'cut.bbprogress'), (await asha.file()).bytes.subarray(0, 100));
  writeFileSync(join(stick, 'letter.txt'), 'no progress');
  expect((await classes.import('5b', [stick], signal)).map(({ file, outcome, error }) => [file, outcome, error?.code])).toEqual([
    ['asha.bbprogress', 'known', undefined], ['cut.bbprogress', 'refused', 'PROGRESS_FILE_UNREADABLE'], [join('row 2', 'asha.bbprogress'), 'known', undefined],
  ]);
  expect(await classes.report('5b', signal)).toEqual(before);
  // What goes on takes the place of what came before.
  asha.attempt('two', 'b', { join: 'passed' });
  writeFileSync(join(stick, 'asha.bbprogress'), (await asha.file()).bytes);
  expect((await classes.import('5b', [join(stick, 'asha.bbprogress')], signal)).map(({ outcome }) => outcome)).toEqual(['newer']);
  const kept = join(folder, 'teacher', 'classes', '5b');
  expect(readdirSync(kept)).toHaveLength(2);
  const [first = ''] = readdirSync(kept);
  writeFileSync(join(kept, first), 'x');
  expect((await classes.report('5b', signal)).damaged).toEqual([first]);
  await expect(classes.import('../5b', [stick], signal)).rejects.toMatchObject({ code: 'INPUT_REFUSED' });
  await expect(classes.import('5b', [join(stick, 'gone')], signal)).rejects.toMatchObject({ code: 'PLACE_NOT_FOUND' });
});
