/** What is kept of lessons is what was read, and nothing that somebody wrote into the file since. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readMarkdown } from '../../shared/markdown/read-markdown.ts';
import { LessonTrees } from './lesson-trees.ts';

const TEXTS = ['# One\n\nSome *soft* words.', 'Two `lines`\nof it.'];

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bb-lessons-'));
  file = join(folder, 'rest-api.go.json');
});
afterEach(async () => rm(folder, { recursive: true, force: true }));

const read = (texts = TEXTS): ReturnType<LessonTrees['read']> => new LessonTrees(folder).read('rest-api.go', texts);

it('reads lessons, and takes what it kept when the texts are the same', async () => {
  const lessons = TEXTS.map(readMarkdown);
  expect(await read()).toEqual(lessons);
  const { hash } = JSON.parse(await readFile(file, 'utf8')) as { hash: string };
  await writeFile(file, JSON.stringify({ hash, lessons: [['kept'], []] }));
  expect(await read()).toEqual([['kept'], []]);
  expect(await read(['Another.'])).toEqual([readMarkdown('Another.')]);
  expect(await read()).toEqual(lessons);
});

it.each([
  ['no JSON', '{'],
  ['an element that no lesson has', '[[{ "tag": "script", "children": ["alert(1)"] }], []]'],
  ['an attribute that none has', '[[{ "tag": "p", "attributes": { "onclick": "alert(1)" } }], []]'],
  ['what is no text', '[[1], []]'],
])('reads the texts anew when %s is kept', async (_what, lessons) => {
  await read();
  const { hash } = JSON.parse(await readFile(file, 'utf8')) as { hash: string };
  await writeFile(file, `{ "hash": "${hash}", "lessons": ${lessons} }`);
  expect(await read()).toEqual(TEXTS.map(readMarkdown));
});

it('reads lessons where nothing can be kept', async () => {
  await writeFile(join(folder, 'file'), '');
  expect(await new LessonTrees(join(folder, 'file')).read('x', ['Words.'])).toEqual([readMarkdown('Words.')]);
});
