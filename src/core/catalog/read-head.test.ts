/** The head that is read quickly is that of the whole lab, or none. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headOf } from './lab-head.ts';
import { loadLabSync } from './load-lab.ts';
import { readHead } from './read-head.ts';

const ROOT = join(import.meta.dirname, '../../..');
const foldersIn = (labs: string): string[] => readdirSync(labs, { withFileTypes: true }).filter((stage) => stage.isDirectory())
  .flatMap((stage) => readdirSync(join(labs, stage.name), { withFileTypes: true }).filter((lab) => lab.isDirectory()).map((lab) => join(labs, stage.name, lab.name)));
const SAMPLE = join(ROOT, 'tests/fixtures/labs/databases/tiny-stores');
let base: string;
let folder: string;
let text: string;

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'bb-head-'));
  folder = join(base, basename(dirname(SAMPLE)), basename(SAMPLE));
  cpSync(SAMPLE, folder, { recursive: true });
  text = readFileSync(join(SAMPLE, 'lab.yaml'), 'utf8');
});
afterAll(() => { rmSync(base, { recursive: true, force: true }); });

const quick = (yaml: string): ReturnType<typeof readHead> => readHead(Buffer.from(yaml));

it.each(foldersIn(join(ROOT, 'labs')))('is that of the whole lab: %s', (lab) => {
  const whole = loadLabSync(lab);
  const head = readHead(readFileSync(join(lab, 'lab.yaml')));
  // A lab whose title holds a learner's own value has no head of its own; none of the course does.
  if ('loaded' in whole) expect(head).toEqual(headOf(whole.loaded.lab));
});

describe('gives up where the file is not written in the plain way', () => {
  it.each([
    ['a document marker', (yaml: string) => `---\n${yaml}`],
    ['a byte order mark', (yaml: string) => `\uFEFF${yaml}`],
    ['a quoted key', (yaml: string) => yaml.replace('title:', '"title":')],
    ['a step whose id does not come first', (yaml: string) => yaml.replace(/^( *)- id: (\S+)\n( +)title: (.*)$/m, '$1- title: $4\n$3id: $2')],
    ['a learner\'s value in the title', (yaml: string) => yaml.replace(/^title: .*$/m, "title: 'Hello {{value.name}}'")],
    ['an alias to a value further down', (yaml: string) => yaml.replace(/^title: .*$/m, 'title: *later')],
    ['a field twice', (yaml: string) => `${yaml}\ntitle: Again\n`],
    ['steps twice', (yaml: string) => `${yaml}\nsteps:\n  - id: again\n`],
    ['another schema', (yaml: string) => yaml.replace('schema: 1', 'schema: 2')],
    ['no steps', (yaml: string) => yaml.replace('steps:', 'stops:')],
    ['an unknown tag', (yaml: string) => yaml.replace(/^title: /m, 'title: !mine ')],
    ['bytes that are no text', (yaml: string) => yaml.replace(/^title: .*$/m, 'title: \uFFFD')],
  ])('%s', (_, change) => {
    expect(change(text)).not.toBe(text);
    expect(quick(change(text))).toBeNull();
  });
});

it('reads it with other line ends, comments, and lists at the margin', () => {
  const head = quick(text);
  expect(head).not.toBeNull();
  expect(quick(text.replaceAll('\n', '\r\n'))).toEqual(head);
  expect(quick(`# A comment.\n\n${text.replace('steps:\n', 'steps:\n\n  # Here they are.\n')}`)).toEqual(head);
  const margin = text.replace(/^topics: \[(.*)\]$/m, (_, topics: string) => `topics:\n${topics.split(', ').map((topic) => `- ${topic}`).join('\n')}`);
  expect(margin).not.toBe(text);
  expect(quick(margin)).toEqual(head);
});

it('never says of a good lab what the whole lab does not say', () => {
  const lines = text.split('\n');
  const any = fc.integer({ min: 0, max: lines.length - 1 });
  const edit = fc.oneof(
    fc.record({ kind: fc.constant('drop'), at: any, with: any }), fc.record({ kind: fc.constant('swap'), at: any, with: any }),
    fc.record({ kind: fc.constant('copy'), at: any, with: any }), fc.record({ kind: fc.constant('indent'), at: any, with: any }),
  );
  fc.assert(fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
    const changed = [...lines];
    for (const { kind, at, with: other } of edits) {
      const line = changed[at] ?? '';
      if (kind === 'drop') changed.splice(at, 1);
      else if (kind === 'copy') changed.splice(other, 0, line);
      else if (kind === 'indent') changed[at] = `  ${line}`;
      else [changed[at], changed[other]] = [changed[other] ?? '', line];
    }
    writeFileSync(join(folder, 'lab.yaml'), changed.join('\n'));
    const head = quick(changed.join('\n'));
    const whole = loadLabSync(folder);
    if (head !== null && 'loaded' in whole) expect(head).toEqual(headOf(whole.loaded.lab));
  }), { numRuns: 400 });
});
