/** What the schema can't say about a check of kind `answer`. */
import type { AnswerCheck, Choices } from '../../shared/check-format/answer.ts';
import type { PlacementQuestion } from '../../shared/course-format.ts';
import type { Lab } from '../../shared/lab-format.ts';
import { regexProblems, serviceProblems, type CheckProblem } from './check-problem.ts';

export function answerCheckProblems(check: AnswerCheck, lab: Lab): CheckProblem[] {
  return [...answerFormProblems(check), ...numberProblems(check.number, lab)];
}

/** The same for every question: how it is answered, and what is right. */
export function answerFormProblems(question: AnswerCheck | PlacementQuestion): CheckProblem[] {
  const given = (['choices', 'number', 'text'] as const).filter((key) => question[key] !== undefined);
  if (given.length !== 1) return [{ path: [], message: 'Give exactly one of "choices", "number" and "text".' }];
  return [...choiceProblems(question.choices), ...regexProblems(question.text?.matches, ['text', 'matches'], 'iu')];
}

function choiceProblems(choices: Choices | undefined): CheckProblem[] {
  if (choices === undefined) return [];
  const ids = choices.options.map((option) => option.id);
  const problems = ids.filter((id, index) => ids.indexOf(id) !== index)
    .map((id): CheckProblem => ({ path: ['choices', 'options'], message: `The id "${id}" is used twice.` }));
  for (const [index, id] of choices.correct.entries()) {
    if (!ids.includes(id)) problems.push({ path: ['choices', 'correct', index], message: `There is no option "${id}". Options: ${ids.join(', ')}.` });
  }
  if (choices.correct.length === ids.length) problems.push({ path: ['choices', 'correct'], message: 'Every option is correct, so nothing is asked.' });
  return problems;
}

function numberProblems(number: AnswerCheck['number'], lab: Lab): CheckProblem[] {
  if (number === undefined) return [];
  const problems: CheckProblem[] = [];
  if ((number.value === undefined) === (number.query === undefined)) problems.push({ path: ['number'], message: 'Give "value" or "query", one of them.' });
  if ((number.query === undefined) !== (number.service === undefined)) problems.push({ path: ['number'], message: '"query" and "service" belong together.' });
  if (number.tolerance !== undefined && number.tolerancePercent !== undefined) {
    problems.push({ path: ['number'], message: 'Give "tolerance" or "tolerancePercent", not both.' });
  }
  if (number.service !== undefined) {
    for (const { path, message } of serviceProblems({ kind: 'answer', service: number.service }, lab, ['postgres', 'mysql'])) problems.push({ path: ['number', ...path], message });
  }
  return problems;
}
