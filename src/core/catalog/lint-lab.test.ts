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
teaches: [{ id: words, title: Words }]
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
placement:
  - { id: one, question: One?, text: { matches: one } }
  - { id: two, question: Two?, number: { value: 2 } }
remember: [x]
production: [x]
review: [{ question: a, answer: b }, { question: c, answer: b }]
`;
const LESSON = `A file can greet. ${'Words in a file are how programs leave messages to each other. '.repeat(4)}\n\n## The task\n\nWrite.\n`;

const GLOSSARY = 'terms:\n  - { id: word, term: word, text: "Letters that belong together." }\n';

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
  await put('glossary.yaml', GLOSSARY);
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
    'lab.yaml:19:9 error The field steps[0].checks[0].path is missing. Give it a text.',
    'lab.yaml:22:9 error There is no field "pathe" here. Did you mean "path"?',
  ]);
});

it.each<[string, string, string]>([
  ['a check without a mutant', YAML.replace(/mutants:\n.*\n/, ''),
    'lab.yaml:19:9 warning No mutant is caught by the check "says-hello".'],
  ['a lab without an alternative', YAML.replace(/alternatives.*\n/, ''), 'lab.yaml:13:1 warning The lab has no alternative.'],
  ['a hint that repeats', YAML.replace('The word is hello.', 'one  word.'), 'lab.yaml:26:13 warning This hint repeats one before it.'],
  ['a mistake that is never reached', YAML.replace('            say: That is German.\n', '            say: That is German.\n          - source: hallo\n            say: Again.\n'),
    'lab.yaml:30:13 warning A mistake before this one'],
  ['a new version that says nothing of it', YAML.replace('version: 1', 'version: 2'), 'lab.yaml:3:1 warning Nothing tells what version 2 changed.'],
  ['a change that is never shown', YAML.replace('topics:', 'changes: [{ version: 2, text: New }]\ntopics:'), 'lab.yaml:8:13 warning The lab is at version 1, so this is never shown.'],
  ['a question asked twice', YAML.replace('question: c', 'question: A'), 'lab.yaml:38:38 warning This question is asked before.'],
  ['a file that nobody has', YAML.replace('files: [a.txt]', 'files: [a.txt, b.txt]'), 'lab.yaml:17:20 warning Neither the workspace nor a solution has the file "b.txt".'],
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
  ['a link to no term', `${LESSON}\nA [word](term:A Word).\n`.replace('term:A Word', 'term:Word'), 'steps/1.md:7:3 warning "term:Word" is not the name of a term.'],
  ['a lesson that says nothing', 'Write hello.\n', 'steps/1.md:1:1 warning This lesson is very short.'],
])('warns of a lesson with %s', async (_, lesson, warning) => {
  await put('steps/1.md', lesson);
  const findings = await lint();
  expect(findings.length).toBe(1);
  expect(findings[0]).toContain(warning);
});

const FIGURE = '<svg viewBox="0 0 720 90"><title>Words</title><text class="text" x="9" y="30">hello</text></svg>\n';
const ALT = 'A page on which the word hello stands';

it('has nothing to say about a figure in order', async () => {
  await put('steps/1.md', `${LESSON}\n![${ALT}](figures/words.svg)\n`);
  await put('figures/words.svg', FIGURE);
  expect(await lint()).toEqual([]);
});

it.each<[string, string, string, string]>([
  ['another kind of file', `![${ALT}](tables.png)`, FIGURE, 'steps/1.md:7:1 error "tables.png" can\'t be shown.'],
  ['a path out of the lab', `![${ALT}](figures/../../words.svg)`, FIGURE, 'steps/1.md:7:1 error "figures/../../words.svg" can\'t be shown.'],
  ['a picture of the web', `![${ALT}](https://example.org/words.svg)`, FIGURE, 'steps/1.md:7:1 error "https://example.org/words.svg" can\'t be shown.'],
  ['a figure that is not there', `![${ALT}](figures/word.svg)`, FIGURE, 'steps/1.md:7:1 error There is no file figures/word.svg in the lab folder.'],
  ['no description', '![](figures/words.svg)', FIGURE, 'steps/1.md:7:1 error Say in the brackets what the picture shows'],
  ['a figure without title', `![${ALT}](figures/words.svg)`, FIGURE.replace(/<title.*title>/, ''), 'figures/words.svg:1:1 error The figure has no <title>.'],
  ['a figure with a script', `![${ALT}](figures/words.svg)`, FIGURE.replace('</svg>', '\n <script/></svg>'), 'figures/words.svg:2:2 error A figure can\'t have <script>.'],
  ['a figure that is no XML', `![${ALT}](figures/words.svg)`, '<svg>\n<title>x</svg>', 'figures/words.svg:2:9 error This is not valid XML'],
  ['a figure that nobody sees', 'No picture.', FIGURE, 'figures/words.svg warning No lesson shows this figure.'],
])('finds %s', async (_, text, figure, finding) => {
  await put('steps/1.md', `${LESSON}\n${text}\n`);
  await put('figures/words.svg', figure);
  expect((await lint()).find((each) => each.includes(finding))).toBeDefined();
});

it.each<[string, string, string]>([
  ['no glossary', '', 'glossary.yaml warning The lab has no glossary.yaml.'],
  ['a glossary with an unknown field', GLOSSARY.replace('text:', 'txt:'), 'glossary.yaml:2:29 error There is no field "txt" here. Did you mean "text"?'],
  ['a glossary that is no YAML', 'terms: [', 'glossary.yaml:1:9 error This is not valid YAML'],
  ['a term defined twice', GLOSSARY + GLOSSARY.slice(7), 'glossary.yaml:3:7 error The term "word" is defined twice in this file.'],
])('finds %s', async (_, glossary, finding) => {
  if (glossary === '') await rm(join(folder, 'glossary.yaml'));
  else await put('glossary.yaml', glossary);
  expect((await lint()).find((each) => each.startsWith(finding))).toBeDefined();
});

it.each<[string, string, string]>([
  ['a lab that teaches nothing', YAML.replace(/teaches.*\n/, ''), 'lab.yaml:1:1 warning The lab teaches no concept'],
  ['one placement question', YAML.replace(/ {2}- \{ id: two.*\n/, ''), 'lab.yaml:33:1 warning The lab has one question for the placement quiz.'],
  ['a question with two forms', YAML.replace('number: { value: 2 }', 'number: { value: 2 }, text: { matches: two }'), 'lab.yaml:35:5 error Give exactly one of'],
  ['a question with no regular expression', YAML.replace('matches: one', 'matches: "("'), 'lab.yaml:34:40 error This is not a regular expression'],
  ['a choice that is not there', YAML.replace('text: { matches: one }', 'choices: { options: [{ id: a, text: A }, { id: b, text: B }], correct: [c] }'), 'lab.yaml:34:104 error There is no option "c".'],
])('finds %s', async (_, yaml, finding) => {
  await put('lab.yaml', yaml);
  expect(await lint()).toEqual([expect.stringContaining(finding)]);
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
