import { expect, it } from 'vitest';
import { answerCheckSchema, type AnswerValue } from '../../shared/check-format/answer.ts';
import type { Lab } from '../../shared/lab-format.ts';
import { checkAnswer } from './answer-check.ts';
import { readNumber } from './judge-answer.ts';
import { answerCheckProblems } from './answer-problems.ts';
import type { CheckTools } from './check-context.ts';

const check = (more: object) => answerCheckSchema.parse({ kind: 'answer', id: 'q', title: 't', question: 'Which?', hints: ['a', 'b'], ...more });
const answered = (more: object, value: AnswerValue | null) =>
  checkAnswer(check(more), { context: { answers: new Map(value === null ? [] : [['q', value]]) } } as unknown as CheckTools);

const ONE = { choices: { options: [{ id: 'a', text: 'A' }, { id: 'b', text: 'B' }, { id: 'c', text: 'C' }], correct: ['b'] } };
const TWO = { choices: { ...ONE.choices, correct: ['a', 'c'] } };

it.each<[object, AnswerValue]>([
  [ONE, ['b']], [TWO, ['c', 'a']], [{ number: { value: 1207 } }, ['1,207']], [{ number: { value: 0.3 } }, ['0.30000000000000004']],
  [{ number: { value: 200, tolerance: 5 } }, ['205']], [{ number: { value: 200, tolerancePercent: 10 } }, ['180.0']], [{ number: { value: -2 } }, [' -2 ']],
  [{ text: { matches: 'b-?tree' } }, ['  B-Tree ']],
])('passes %o with %o', async (more, value) => {
  expect(await answered(more, value)).toEqual({ verdict: 'passed' });
});

it.each<[object, AnswerValue | null, string]>([
  [ONE, null, 'answer-missing'], [ONE, ['a'], 'answer-differs'], [ONE, ['a', 'b'], 'answer-differs'], [TWO, ['a'], 'answer-differs'],
  [{ number: { value: 200, tolerance: 5 } }, ['206'], 'answer-differs'], [{ number: { value: 1.5 } }, ['1,5'], 'answer-no-number'],
  [{ number: { value: 3 } }, ['three'], 'answer-no-number'], [{ text: { matches: 'tree' } }, ['a tree'], 'answer-differs'],
])('not yet: %o with %o is %s', async (more, value, reason) => {
  expect(await answered(more, value)).toMatchObject({ verdict: 'not-yet', reason });
});

it('does not tell what is right', async () => {
  expect(JSON.stringify(await answered({ number: { value: 4711 } }, ['12']))).not.toContain('4711');
  expect(await answered(ONE, ['a'])).toMatchObject({ evidence: [{ kind: 'message', text: 'A' }], got: 'a' });
});

it.each([['1 234', 1234], ['1,234,567.5', 1234567.5], ['.5', 0.5], ['2e6', 2e6], ['1,23', null], ['', null], ['0x10', null], ['1e9999', null]])('reads %j as %j', (text, number) => {
  expect(readNumber(text)).toBe(number);
});

it.each<[object, RegExp]>([
  [{}, /exactly one/], [{ ...ONE, text: { matches: 'x' } }, /exactly one/], [{ choices: { ...ONE.choices, correct: ['d'] } }, /no option "d"/],
  [{ choices: { ...ONE.choices, correct: ['a', 'b', 'c'] } }, /Every option/], [{ number: {} }, /"value" or "query"/], [{ number: { query: 'SELECT 1' } }, /belong together/],
  [{ number: { value: 1, tolerance: 1, tolerancePercent: 1 } }, /not both/], [{ text: { matches: '(' } }, /regular expression/],
  [{ number: { query: 'SELECT 1', service: 'shop' } }, /no service "shop"/],
])('refuses %o', (more, problem) => {
  expect(answerCheckProblems(check(more), { services: [] } as unknown as Lab).map((each) => each.message).join('\n')).toMatch(problem);
});
