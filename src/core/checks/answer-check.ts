/** Checks of an answer that the learner gave. What is right is never part of the evidence. */
import type { AnswerCheck, AnswerValue } from '../../shared/check-format/answer.ts';
import { hasPattern } from './author-pattern.ts';
import type { CheckTools } from './check-context.ts';
import { labFault, message, notYet, PASSED, type Outcome } from './outcome.ts';
import { dialectOf } from './sql-dialect.ts';

/** @throws BackbenchError SERVICE_UNREACHABLE; the signal's reason */
export async function checkAnswer(check: AnswerCheck, tools: CheckTools): Promise<Outcome> {
  const given = tools.context.answers.get(check.id);
  if (given === undefined) return notYet('answer-missing', []);
  if (check.choices !== undefined) return choice(check.choices, given);
  const [typed = ''] = given;
  if (check.text !== undefined) {
    return hasPattern(`^(?:${check.text.matches})$`, 'iu', typed.trim()) ? PASSED : differs(typed);
  }
  const expected = await expectedNumber(check, tools);
  if (typeof expected !== 'number') return expected;
  const number = readNumber(typed);
  if (number === null) return notYet('answer-no-number', [message('your answer', typed)], { got: typed });
  const { tolerance, tolerancePercent } = check.number ?? {};
  const room = tolerance ?? (Math.abs(expected) * (tolerancePercent ?? 0)) / 100;
  // Decimal fractions have no exact binary form: 0.1 + 0.2 is within this of 0.3.
  return Math.abs(number - expected) <= room + Math.abs(expected) * 1e-12 ? PASSED : differs(typed);
}

function choice({ options, correct }: NonNullable<AnswerCheck['choices']>, given: AnswerValue): Outcome {
  const chosen = new Set(given);
  if (chosen.size === correct.length && correct.every((id) => chosen.has(id))) return PASSED;
  const texts = options.filter((option) => chosen.has(option.id)).map((option) => option.text);
  return notYet('answer-differs', [message('your answer', texts.join('\n'))], { got: [...chosen].sort().join(', ') });
}

const differs = (typed: string): Outcome => notYet('answer-differs', [message('your answer', typed)], { got: typed.trim() });

async function expectedNumber(check: AnswerCheck, tools: CheckTools): Promise<number | Outcome> {
  const { value, query, service } = check.number ?? {};
  if (value !== undefined) return value;
  const result = await dialectOf(service ?? '', tools.context).ask(tools.endpoint(service ?? ''), query ?? '', { timeoutMs: tools.deadlineMs, maxRows: 1, signal: tools.signal });
  if (!result.ok) return labFault(`The query of the check "${check.id}" failed: ${result.message}`);
  const number = Number(result.rows[0]?.[0] ?? Number.NaN);
  return Number.isFinite(number) ? number : labFault(`The query of the check "${check.id}" does not give a number.`);
}

/** Reads `1234.5`, `1,234.5`, `1 234`, `-3`, `2e6`, with spaces around. @returns null for anything else */
export function readNumber(text: string): number | null {
  const plain = text.trim();
  const grouped = /^[+-]?\d{1,3}([ ,_]\d{3})+(\.\d+)?$/.test(plain) ? plain.replace(/[ ,_]/g, '') : plain;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(grouped) ? Number(grouped) : null;
}
