/** Checks of an answer that the learner gave. What is right is never part of the evidence. */
import type { AnswerCheck, AnswerValue, Choices } from '../../shared/check-format/answer.ts';
import type { CheckTools } from './check-context.ts';
import { rightChoice, rightNumber, rightText } from './judge-answer.ts';
import { labFault, message, notYet, PASSED, type Outcome } from './outcome.ts';
import { dialectOf } from './sql-dialect.ts';

/** @throws BackbenchError SERVICE_UNREACHABLE; the signal's reason */
export async function checkAnswer(check: AnswerCheck, tools: CheckTools): Promise<Outcome> {
  const given = tools.context.answers.get(check.id);
  if (given === undefined) return notYet('answer-missing', []);
  if (check.choices !== undefined) return choice(check.choices, given);
  const [typed = ''] = given;
  if (check.text !== undefined) return rightText(check.text, typed) ? PASSED : differs(typed);
  const expected = await expectedNumber(check, tools);
  if (typeof expected !== 'number') return expected;
  const right = rightNumber(expected, check.number ?? {}, typed);
  if (right === null) return notYet('answer-no-number', [message('your answer', typed)], { got: typed });
  return right ? PASSED : differs(typed);
}

function choice(choices: Choices, given: AnswerValue): Outcome {
  if (rightChoice(choices, given)) return PASSED;
  const chosen = new Set(given);
  const texts = choices.options.filter((option) => chosen.has(option.id)).map((option) => option.text);
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
