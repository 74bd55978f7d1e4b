/** What a lint must find in a lab that runs, and where. Errors are proven in catalog.test.ts. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { problemPlace } from '../../shared/messages.ts';
import { lintLab } from './lint-lab.ts';

const YAML = `schema: 1
id: words
version: 1
title: Words
summary: A lab of files alone.
stage: fundamentals
order: 1
topics: [text]
minutes: 5
needs: { memoryMb: 1 }
services: []
steps:
  - id: write
    title: Write
    lesson: steps/1.md
    files: [a.txt]
    checks:
      - id: says-hello
        kind: file
        title: It says hello
        path: a.txt
        matches: hello
        hints:
          - One word.
          - The word is hello.
        mistakes:
          - source: hallo
            say: That is German.
alternatives: [{ id: loud, about: Loud, step: write }]
mutants:
  - { id: silent, about: Nothing said, step: write, caughtBy: says-hello }
remember: [x]
production: [x]
review: [{ question: a, answer: b }, { question: c, answer: b }]
`;
const LESSON = `A file can greet. ${'Words in a file are how programs leave messages to each other. '.repeat(4)}\n\n## The task\n\nWrite.\n`;

let base: string;
let folder: string;
const put = async (path: string, text: string): Promise<void> => {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
};
const lint = async (): Promise<string[]> =>
  (await lintLab(folder, new AbortController().signal)).map((finding) => `${problemPlace(finding)} ${finding.severity} ${finding.message}`);

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'bb-lint-'));
  folder = join(base, 'fundamentals/words');
  await put('lab.yaml', YAML);
  await put('steps/1.md', LESSON);
  await put('workspace/a.txt', 'start');
  await put('solution/write/files/a.txt', 'hello');
  await put('alternatives/loud/files/a.txt', 'HELLO hello');
  await put('mutants/silent/files/a.txt', 'nothing');
});
afterEach(async () => { await rm(base, { recursive: true, force: true }); });

it('has nothing to say about a lab in order', async () => {
  expect(await lint()).toEqual([]);
});

it('gives errors alone, with their place, while the lab can\'t be used', async () => {
  await put('lab.yaml', YAML.replace('path: a.txt', 'pathe: a.txt'));
  expect(await lint()).toEqual([
    'lab.yaml:18:9 error The field steps[0].checks[0].path is missing. Give it a text.',
    'lab.yaml:21:9 error There is no field "pathe" here. Did you mean "path"?',
  ]);
});

it.each<[string, string, string]>([
  ['a check without a mutant', YAML.replace(/mutants:\n.*\n/, ''),
    'lab.yaml:18:9 warning No mutant is caught by the check "says-hello".'],
  ['a lab without an alternative', YAML.replace(/alternatives.*\n/, ''), 'lab.yaml:12:1 warning The lab has no alternative.'],
  ['a hint that repeats', YAML.replace('The word is hello.', 'one  word.'), 'lab.yaml:25:13 warning This hint repeats one before it.'],
  ['a mistake that is never reached', YAML.replace('            say: That is German.\n', '            say: That is German.\n          - source: hallo\n            say: Again.\n'),
    'lab.yaml:29:13 warning A mistake before this one'],
  ['a new version that says nothing of it', YAML.replace('version: 1', 'version: 2'), 'lab.yaml:3:1 warning Nothing tells what version 2 changed.'],
  ['a change that is never shown', YAML.replace('topics:', 'changes: [{ version: 2, text: New }]\ntopics:'), 'lab.yaml:8:13 warning The lab is at version 1, so this is never shown.'],
  ['a question asked twice', YAML.replace('question: c', 'question: A'), 'lab.yaml:34:38 warning This question is asked before.'],
  ['a file that nobody has', YAML.replace('files: [a.txt]', 'files: [a.txt, b.txt]'), 'lab.yaml:16:20 warning Neither the workspace nor a solution has the file "b.txt".'],
])('warns of %s', async (_, yaml, warning) => {
  if (!yaml.includes('mutants:')) await rm(join(folder, 'mutants'), { recursive: true });
  if (!yaml.includes('alternatives:')) await rm(join(folder, 'alternatives'), { recursive: true });
  await put('lab.yaml', yaml);
  const findings = await lint();
  expect(findings.length).toBe(1);
  expect(findings[0]).toContain(warning);
});

it.each<[string, string, string]>([
  ['a heading that the app writes itself', `# Write\n\n${LESSON}`, 'steps/1.md:1:1 warning The app shows the step\'s title above the lesson. Take the heading "# Write" out'],
  ['a link to nowhere', `${LESSON}\nSee [the file](a.txt).\n`, 'steps/1.md:7:5 warning The link to "a.txt" leads nowhere'],
  ['a link by reference to nowhere', `${LESSON}\nSee [it][1].\n\n[1]: ../x.md\n`, 'steps/1.md:9:1 warning The link to "../x.md" leads nowhere'],
  ['a picture', `${LESSON}\n![tables](tables.png)\n`, 'steps/1.md:7:1 warning The app draws no pictures'],
  ['a lesson that says nothing', 'Write hello.\n', 'steps/1.md:1:1 warning This lesson is very short.'],
])('warns of a lesson with %s', async (_, lesson, warning) => {
  await put('steps/1.md', lesson);
  const findings = await lint();
  expect(findings.length).toBe(1);
  expect(findings[0]).toContain(warning);
});

it('lets links to the web and code that looks like a heading be', async () => {
  await put('steps/1.md', `${LESSON}\n[RFC](https://www.rfc-editor.org/rfc/rfc9110)\n\n\`\`\`sh\n# not a heading [x](y)\n\`\`\`\n`);
  expect(await lint()).toEqual([]);
});

it('warns of files that nothing names, and gives a lesson that is no text as an error', async () => {
  await put('steps/2.md', LESSON);
  await writeFile(join(folder, 'steps/1.md'), Buffer.from([0xff, 0xfe, 0xfd]));
  expect(await lint()).toEqual([
    'steps/1.md error This is not UTF-8 text. Save it as UTF-8.',
    'steps/2.md warning Nothing in lab.yaml names this file. Name it there or take it out.',
  ]);
});
