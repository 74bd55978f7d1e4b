import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadCatalog, type LoadedLab } from './catalog.ts';
import { labFiles, labFolders, readLabFile } from './lab-files.ts';
import { readLesson } from './lesson-text.ts';
import { resolveAll, resolveVariant } from './resolve-variant.ts';

const FIXTURES = join(import.meta.dirname, '../../../tests/fixtures/variant-labs');
const never = new AbortController().signal;

let labs: string;
let folder: string;

beforeEach(async () => {
  labs = await mkdtemp(join(tmpdir(), 'bb-variants-'));
  await cp(FIXTURES, labs, { recursive: true });
  folder = join(labs, 'fundamentals', 'tiny-greeting');
});
afterEach(() => rm(labs, { recursive: true, force: true }));

async function load(): Promise<LoadedLab> {
  const catalog = await loadCatalog(labs, never);
  expect(catalog.broken).toEqual([]);
  return catalog.labs.get('tiny-greeting')!;
}

async function problemsAfter(change: (yaml: string) => string): Promise<string[]> {
  const path = join(folder, 'lab.yaml');
  await writeFile(path, change(await readFile(path, 'utf8')));
  const { broken } = await loadCatalog(labs, never);
  return broken.flatMap((each) => each.problems).map((each) => each.message);
}

describe('a lab resolved for a variant', () => {
  it('has the variant\'s commands, tools, words and answers, and its files over the lab\'s own', async () => {
    const loaded = await load();
    const python = resolveVariant(loaded, 'python');
    const javascript = resolveVariant(loaded, 'javascript');
    expect(python.lab.programs).toEqual({ greet: ['python3', 'greet.py'] });
    expect(python.lab.needs.tools).toEqual(['python3']);
    expect(python.lab.steps[0]).toMatchObject({ files: ['greet.py'], checks: [{ path: 'greet.py', title: 'greet.py says hello' }] });
    expect(python.lab.steps[0]!.checks[0]!.hints[1]!.trim()).toBe("print('hello')");
    expect([python.lab.alternatives.length, javascript.lab.alternatives.length]).toEqual([1, 0]);
    expect(await readLesson(javascript, 'steps/01-greet.md')).toBe(
      'Write a greeting into `greet.js`, and run it with `node greet.js`.\n\nJavaScript prints with `console.log`.\n\n\nA file that nobody runs says nothing.\n',
    );
    expect(await readLabFile(python, 'workspace/greet.py')).toBe('# Greet here.\n');
    expect(await readLabFile(python, 'workspace/NOTES.txt')).toContain('every language');
    const files = await labFiles(python, never);
    expect(files.has('workspace/greet.py') && files.has('workspace/NOTES.txt')).toBe(true);
    expect([...files].filter((file) => file.includes('javascript') || file.endsWith('.js'))).toEqual([]);
    expect(labFolders(python, 'workspace')).toEqual([join(folder, 'workspace'), join(folder, 'variants/python/workspace')]);
    await writeFile(join(folder, 'variants/python/workspace/NOTES.txt'), 'mine');
    expect(await readLabFile(python, 'workspace/NOTES.txt')).toBe('mine');
    expect(resolveAll(loaded).map((each) => each.variant?.id)).toEqual(['javascript', 'python']);
  });

  it('must be chosen, and must exist', async () => {
    const loaded = await load();
    expect(() => resolveVariant(loaded, null)).toThrow(expect.objectContaining({ code: 'VARIANT_NOT_CHOSEN', details: { lab: 'tiny-greeting', known: ['javascript', 'python'] } }));
    expect(() => resolveVariant(loaded, 'cobol')).toThrow(expect.objectContaining({ code: 'VARIANT_UNKNOWN' }));
  });
});

describe('an author is told', () => {
  it('what a variant lacks, and which', async () => {
    await rm(join(folder, 'variants/python/solution/part'), { recursive: true });
    await rm(join(folder, 'variants/python/mutants/stays'), { recursive: true });
    await rm(join(folder, 'variants/javascript/mutants/stays'), { recursive: true });
    expect(await problemsAfter((yaml) => yaml)).toEqual([
      expect.stringMatching(/^Variant python: There is no answer in solution\/part/) as string,
      expect.stringMatching(/^There is no answer in mutants\/stays/) as string,
    ]);
  });

  it('of folders and files that nothing uses', async () => {
    await mkdir(join(folder, 'variants/rust/workspace'), { recursive: true });
    await mkdir(join(folder, 'variants/python/steps'));
    await writeFile(join(folder, 'variants/python/note.txt'), '');
    const problems = await problemsAfter((yaml) => yaml);
    expect(problems.toSorted()).toEqual([
      expect.stringContaining('variants/python/note.txt') as string, expect.stringContaining('variants/python/steps') as string,
      expect.stringContaining('variants/rust belongs to no variant') as string,
    ]);
  });

  it('of a tool that is not known, of words that do not exist and of paths that a word spoils', async () => {
    expect(await problemsAfter((yaml) => yaml.replace('[python3]', '[snake]'))).toEqual([expect.stringContaining('python3') as string]);
    expect(await problemsAfter((yaml) => yaml.replace('[snake]', '[python3]').replace("path: '{{variant.file}}'", "path: '{{variant.where}}'")))
      .toEqual([expect.stringContaining('The word "where" is not among the words of "javascript", "python"') as string]);
    expect(await problemsAfter((yaml) => yaml.replace('{{variant.where}}', '{{variant.file}}').replace('file: greet.py', 'file: ../greet.py')))
      .toEqual(expect.arrayContaining([expect.stringMatching(/^Variant python: Once the words are put in/) as string]));
    expect(await problemsAfter((yaml) => yaml.replace('file: ../greet.py', 'file: greet.py').replace('[python3]', '[python3, go]')))
      .toEqual([expect.stringContaining('No image of a lab\'s shell holds all of python3, go') as string]);
    expect(await problemsAfter((yaml) => yaml.replace('[python3, go]', '[python3]').replace('variants: [python] }', 'variants: [perl] }')))
      .toEqual(expect.arrayContaining([expect.stringContaining('There is no variant "perl"') as string]));
  });

  it('of a variant that is to prove the checks for others and does not', async () => {
    expect(await problemsAfter((yaml) => yaml.replace('- id: python\n', '- id: python\n    provenBy: perl\n')))
      .toEqual([expect.stringContaining('There is no variant "perl". Variants: javascript, python.') as string]);
    expect(await problemsAfter((yaml) => yaml.replace('provenBy: perl', 'provenBy: python')))
      .toEqual([expect.stringContaining('"python" does not prove its own checks. Name a variant that has no provenBy.') as string]);
    expect(await problemsAfter((yaml) => yaml.replace('provenBy: python', 'provenBy: javascript'))).toEqual([]);
    expect(await problemsAfter((yaml) => yaml.replace('- id: javascript\n', '- id: javascript\n    provenBy: python\n')))
      .toEqual([expect.stringContaining('"python" does not prove') as string, expect.stringContaining('"javascript" does not prove') as string]);
  });
});
