/** Values per learner: steady, different, put in everywhere, and complained about exactly where they are wrong. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { valuesSchema } from '../../shared/learner-values.ts';
import { loadCatalog } from './catalog.ts';
import { readLabBytes, readLabFile } from './lab-files.ts';
import { drawValues, fillBytes, fillValues, mostUnlike } from './learner-values.ts';
import { lintLab } from './lint-lab.ts';

const FIXTURES = join(import.meta.dirname, '../../../tests/fixtures/labs');
const never = new AbortController().signal;
const SPECS = valuesSchema.parse({
  limit: { kind: 'integer', min: 250, max: 349 }, tea: { kind: 'pick', values: ['Assam', 'Sencha', 7] }, key: { kind: 'word' },
});

let labs: string;
let lab: string;

async function change(file: string, edit: (text: string) => string): Promise<void> {
  const before = await readFile(join(lab, file), 'utf8');
  const after = edit(before);
  expect(after).not.toBe(before);
  await writeFile(join(lab, file), after);
}
const withValues = (yaml: string): string => yaml.replace('services:', 'values: { limit: { kind: integer, min: 250, max: 349 }, price: { kind: integer, min: 370, max: 390 } }\nservices:');

beforeEach(async () => {
  labs = await mkdtemp(join(tmpdir(), 'bb-values-'));
  await cp(FIXTURES, labs, { recursive: true });
  lab = join(labs, 'databases', 'tiny-stores');
});
afterEach(() => rm(labs, { recursive: true, force: true }));

it('are the same for a learner at all times, and differ between learners and labs', () => {
  const asha = drawValues(SPECS, 'asha', 'a-lab');
  expect(drawValues(SPECS, 'asha', 'a-lab')).toEqual(asha);
  expect(Object.fromEntries(asha)).toEqual({ limit: 264, tea: 'Assam', key: 'candle' });
  const limits = Array.from({ length: 200 }, (_, index) => drawValues(SPECS, `learner ${String(index)}`, 'a-lab').get('limit') as number);
  expect(new Set(limits).size).toBeGreaterThan(70);
  expect(limits.every((limit) => limit >= 250 && limit <= 349)).toBe(true);
  expect(drawValues(SPECS, 'asha', 'another-lab')).not.toEqual(asha);
});

it('keep a number a number where it stands alone', () => {
  const values = new Map<string, string | number>([['n', 42], ['w', 'fern']]);
  expect(fillValues({ a: ['{{value.n}}', 'x{{value.n}}', '{{value.w}}-{{value.n}}', 1], '{{value.n}}': null, b: '{{value.none}}{{n}}' }, values))
    .toEqual({ a: [42, 'x42', 'fern-42', 1], '{{value.n}}': null, b: '{{value.none}}{{n}}' });
});

it('go into bytes without touching anything else', () => {
  const values = new Map([['w', 'Café']]);
  expect(fillBytes(Buffer.from('मसाला {{value.w}} ✓'), values).toString()).toBe('मसाला Café ✓');
  const binary = Buffer.concat([Buffer.from([0, 255, 128, 254]), Buffer.from('{{value.w}}'), Buffer.from([200, 0])]);
  expect(fillBytes(binary, values)).toEqual(Buffer.concat([Buffer.from([0, 255, 128, 254]), Buffer.from('Café'), Buffer.from([200, 0])]));
});

it('reach lab.yaml, lessons and answers of a lab', async () => {
  await change('lab.yaml', (yaml) => withValues(yaml).replace('rows: [[380]]', 'rows: [["{{value.price}}"]]').replace('title: Change', 'title: To {{value.price}}'));
  await change('steps/02-change.md', (text) => `${text}\nMake it {{value.price}}.\n`);
  const price = async (learner: string): Promise<unknown[]> => {
    const loaded = (await loadCatalog(labs, never, learner)).labs.get('tiny-stores');
    if (loaded === undefined) throw new Error('the lab is broken');
    const [, step] = loaded.lab.steps;
    const check = step?.checks[0];
    const lesson = await readLabFile(loaded, 'steps/02-change.md');
    expect((await readLabBytes(loaded, 'steps/02-change.md')).toString()).toBe(lesson);
    return [step?.title, check?.kind === 'sql' ? check.expect.rows?.[0]?.[0] : null, /Make it (\d+)/.exec(lesson)?.[1]];
  };
  const one = await price('one');
  expect(one).toEqual([`To ${String(one[1])}`, expect.any(Number), String(one[1])]);
  expect(await price('one')).toEqual(one);
  expect(await price('two')).not.toEqual(one);
});

it('that are wrong are told with their place', async () => {
  const problems = async (edit: (yaml: string) => string): Promise<unknown[]> => {
    const before = await readFile(join(lab, 'lab.yaml'), 'utf8');
    await change('lab.yaml', (yaml) => edit(withValues(yaml)));
    const [broken] = (await loadCatalog(labs, never)).broken;
    await writeFile(join(lab, 'lab.yaml'), before);
    return (broken?.problems ?? []).map(({ message, line, column }) => [message, typeof line, typeof column]);
  };
  expect(await problems((yaml) => yaml.replace('title: Change', 'title: To {{value.limt}}'))).toEqual([['There is no value "limt". Did you mean "limit"?', 'number', 'number']]);
  expect(await problems((yaml) => yaml.replace('title: Change', 'title: "To {{ value.limit }}"'))).toEqual([['{{ value.limit }} is not replaced. Write {{value.name}}, without blanks.', 'number', 'number']]);
  expect(await problems((yaml) => yaml.replace('id: change', 'id: "{{value.limit}}"'))).toEqual([[expect.stringContaining('The field steps[1].id') as string, 'number', 'number']]);
  expect(await problems((yaml) => yaml.replace('service: shop', 'service: "shop{{value.limit}}"'))).toEqual([['This must be the same for every learner. Write it out.', 'number', 'number']]);
  expect(await problems((yaml) => yaml.replace('max: 349', 'max: 250'))).toEqual([['max must be above min: else everyone has the same value.', 'number', 'number']]);
  expect(await problems((yaml) => yaml.replace('kind: integer', 'kind: number').replace('rows: [[380]]', 'rows: [["{{value.price}}"]]')))
    .toEqual([[expect.stringContaining('values.limit.kind') as string, 'number', 'number']]);
});

it('in files are told by lint', async () => {
  await change('lab.yaml', withValues);
  await change('steps/02-change.md', (text) => `${text}\nMake it {{value.prise}}.\n`);
  await change('workspace/cheap.sql', (text) => `${text}-- {{value.price}}\n`);
  const errors = (await lintLab(lab, never)).filter((finding) => finding.severity === 'error');
  expect(errors).toMatchObject([
    { file: 'steps/02-change.md', column: 9, message: 'There is no value "prise". Did you mean "price"?' },
    { file: 'workspace/cheap.sql', column: 4, message: expect.stringContaining('copied as they are') as string },
  ]);
});

it('finds a learner who has everything otherwise', () => {
  const lists = [{ id: 'a', values: SPECS }, { id: 'b', values: SPECS }];
  const other = mostUnlike('first', lists);
  for (const { id, values } of lists) for (const [name, value] of drawValues(values, other, id)) expect(drawValues(values, 'first', id).get(name)).not.toBe(value);
});
