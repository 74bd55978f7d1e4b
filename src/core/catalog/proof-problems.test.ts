import { describe, expect, it } from 'vitest';
import { labSchema, type Lab } from '../../shared/lab-format.ts';
import { labForVariant } from './resolve-variant.ts';
import { proofProblems } from './proof-problems.ts';

/** Two checks; `mutants` as [id, check, variants]. */
function lab(mutants: [id: string, caughtBy: string, variants?: string[]][]): Lab {
  const check = (id: string) => ({ id, title: id, kind: 'file', path: 'a.txt', matches: id, hints: ['One', 'Two'] });
  return labSchema.parse({
    schema: 1, id: 'a-lab', version: 1, title: 'A lab', summary: 'For a test.', stage: 'server-side', order: 1, topics: ['HTTP'], minutes: 10,
    needs: { memoryMb: 10 }, services: [],
    variants: [{ id: 'express', title: 'Express' }, { id: 'flask', title: 'Flask', provenBy: 'express' }],
    steps: [{ id: 'one', title: 'One', lesson: 'steps/1.md', checks: [check('first'), check('second')] }],
    mutants: mutants.map(([id, caughtBy, variants]) => ({ id, about: id, step: 'one', caughtBy, ...(variants === undefined ? {} : { variants }) })),
    remember: ['a'], production: ['b'], review: [{ question: 'a', answer: 'b' }, { question: 'c', answer: 'd' }],
  });
}

const problems = (given: Lab, id: string): string[] => {
  const variant = given.variants.find((each) => each.id === id)!;
  return proofProblems(labForVariant(given, variant), variant);
};

describe('what keeps a variant from being proven', () => {
  it('is a check that none of its mutants names', () => {
    const given = lab([['a', 'first', ['express']], ['b', 'second', ['flask']]]);
    expect(problems(given, 'express')).toEqual([expect.stringContaining('"second"')]);
  });

  it('is having no mutant, where another variant proves the checks', () => {
    const given = lab([['a', 'first', ['express']], ['b', 'second', ['express']]]);
    expect(problems(given, 'express')).toEqual([]);
    expect(problems(given, 'flask')).toEqual([expect.stringContaining('Variant "flask" has no mutant')]);
    expect(problems(lab([['a', 'first'], ['b', 'second', ['express']]]), 'flask')).toEqual([]);
  });
});
