/** What a lint must find between labs, and where. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { problemPlace } from '../../shared/messages.ts';
import { lintCourse, lintStages } from './lint-course.ts';

interface Written { order?: number; teaches?: string[]; requires?: string[]; glossary?: string; lesson?: string }

const yaml = (id: string, { order = 1, teaches = [], requires = [] }: Written): string => `schema: 1
id: ${id}
version: 1
title: ${id}
summary: A lab of files alone.
stage: fundamentals
order: ${String(order)}
topics: [text]
teaches: [${teaches.map((each) => `{ id: ${each}, title: ${each} }`).join(', ')}]
requires: [${requires.join(', ')}]
minutes: 5
needs: { memoryMb: 1 }
services: []
steps:
  - { id: write, title: Write, lesson: steps/1.md, checks: [{ id: ${id}-says, kind: file, title: It says hello, path: a.txt, matches: hello, hints: [a, b] }] }
remember: [x]
production: [x]
review: [{ question: a, answer: b }, { question: c, answer: b }]
`;
const terms = (...list: [string, string][]): string => `terms:\n${list.map(([id, term]) => `  - id: ${id}\n    term: ${term}\n    text: "A word that is explained in a sentence."\n`).join('')}`;

let base: string;
beforeEach(async () => { base = await mkdtemp(join(tmpdir(), 'bb-course-')); });
afterEach(async () => { await rm(base, { recursive: true, force: true }); });

async function course(labs: Record<string, Written>): Promise<string[]> {
  for (const [id, lab] of Object.entries(labs)) {
    const files = { 'lab.yaml': yaml(id, lab), 'steps/1.md': lab.lesson ?? 'Write.\n', 'solution/write/files/a.txt': 'hello', ...(lab.glossary === undefined ? {} : { 'glossary.yaml': lab.glossary }) };
    for (const [path, text] of Object.entries(files)) {
      const file = join(base, 'fundamentals', id, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    }
  }
  return await lint();
}

async function lint(): Promise<string[]> {
  const found = await lintCourse(base, [], new AbortController().signal);
  return [...found].flatMap(([folder, findings]) => findings.map((each) => `${folder.slice(base.length + 14)}/${problemPlace(each)} ${each.severity} ${each.message}`));
}

it('has nothing to say about a course in order', async () => {
  expect(await course({
    one: { teaches: ['file'], glossary: terms(['file', 'file'], ['line', 'line']), lesson: 'A [file](term:file) has [lines](term:line).' },
    two: { order: 2, teaches: ['folder'], requires: ['file'], lesson: 'A [file](term:file) lies in a folder.' },
  })).toEqual([]);
});

it('tells of a concept that is taught twice, at the later lab', async () => {
  expect(await course({ one: { order: 2, teaches: ['file'] }, two: { teaches: ['line', 'file'] } }))
    .toEqual(['one/lab.yaml:9:13 error The lab "two" teaches "file" already. Name it under "requires" here, or take it out there.']);
});

it('tells of a required concept that nobody teaches, with the nearest', async () => {
  expect(await course({ one: { teaches: ['b-tree-index'] }, two: { order: 2, requires: ['b-tree-indx', 'hashing'] } })).toEqual([
    'two/lab.yaml:10:12 error No lab teaches "b-tree-indx". Did you mean "b-tree-index"?',
    'two/lab.yaml:10:25 error No lab teaches "hashing". Name a concept that stands under "teaches" of a lab before this one.',
  ]);
});

it('tells of labs that need each other, and of one that needs itself', async () => {
  expect(await course({
    one: { teaches: ['a'], requires: ['c'] }, two: { order: 2, teaches: ['b'], requires: ['a'] }, three: { order: 3, teaches: ['c'], requires: ['b', 'c'] },
  })).toEqual([
    'one/lab.yaml:10:12 error This goes in a circle: one needs three needs two needs one. One of them must do without.',
    'two/lab.yaml:10:12 error This goes in a circle: two needs one needs three needs two. One of them must do without.',
    'three/lab.yaml:10:12 error This goes in a circle: three needs two needs one needs three. One of them must do without.',
    'three/lab.yaml:10:15 error The lab itself teaches "c". Take it out here.',
  ]);
});

it('warns of a concept that comes later', async () => {
  expect(await course({ one: { requires: ['b'] }, two: { order: 2, teaches: ['b'] } }))
    .toEqual(['one/lab.yaml:10:12 warning "b" is taught by "two", which comes later in the course. Change the order, or do without it.']);
});

it('tells of terms that are defined twice, unknown or never linked', async () => {
  expect(await course({
    one: { glossary: terms(['file', 'file']), lesson: 'A [file](term:file).\n\nMany [files](term:flie), in a [tree](term:tree).' },
    two: { order: 2, glossary: terms(['file', 'paper'], ['sheet', 'File']), lesson: 'A [file](term:file).' },
  })).toEqual([
    'one/steps/1.md:3:6 error No glossary defines "flie". Did you mean "file"?',
    'one/steps/1.md:3:31 error No glossary defines "tree". Define it in the glossary.yaml of the lab that introduces it.',
    'two/glossary.yaml:2:5 error The lab "one" defines "file" already. Link it in the lesson; it needs no entry here.',
    'two/glossary.yaml:6:5 warning The lab "one" has a term of this name, under another id. Is it the same?',
    'two/glossary.yaml:5:5 warning No lesson of "two" links this term. Link it at its first use: [File](term:sheet).',
  ]);
});

it('calls nothing unknown that a lab which can\'t be read may hold', async () => {
  await course({ one: { teaches: ['a'], glossary: 'terms: [', lesson: 'A [file](term:file).' }, two: { order: 2, requires: ['b'] } });
  await writeFile(join(base, 'fundamentals/one/lab.yaml'), 'schema: [');
  expect(await lint()).toEqual([]);
});

const HEAD = `title: Fundamentals
level: beginner
summary: What a beginner learns in the first stage, in a few sentences of text.
picture: stage.svg
pictureText: A shell beside a program, and an arrow from one to the other.
`;
const PICTURE = '<svg viewBox="0 0 720 90"><title>The stage</title></svg>';

it.each<[string, string | null, string, string[]]>([
  ['nothing about a head in order', HEAD, PICTURE, []],
  ['that a head is missing', null, PICTURE, ['stage.yaml warning The stage has no head. Say in its stage.yaml what it adds up to, with a picture.']],
  ['a level that does not exist', HEAD.replace('beginner', 'easy'), PICTURE, ['stage.yaml:2:1 error The field level is not right. Give it one of: beginner, intermediate, advanced, professional.']],
  ['a picture that is not there', HEAD.replace('stage.svg', 'other.svg'), PICTURE, ['other.svg error The file could not be read']],
  ['what a picture can\'t have', HEAD, PICTURE.replace('</svg>', '<script/></svg>'), ['stage.svg:1:51 error A figure can\'t have <script>.']],
])('tells %s', async (_, head, picture, expected) => {
  await course({ one: {} });
  if (head !== null) await writeFile(join(base, 'fundamentals/stage.yaml'), head);
  await writeFile(join(base, 'fundamentals/stage.svg'), picture);
  const found = (await lintStages(base, new AbortController().signal)).flatMap(({ findings }) => findings.map((each) => `${problemPlace(each)} ${each.severity} ${each.message}`));
  expect(found.map((each, at) => each.slice(0, expected[at]?.length))).toEqual(expected);
});
