/** What the schema can't say about the questions of the placement quiz. */
import type { Lab } from '../../shared/lab-format.ts';
import { answerFormProblems } from '../checks/answer-problems.ts';
import type { Report } from './lab-problems.ts';

export function placementProblems(lab: Lab, report: Report): void {
  for (const [index, question] of lab.placement.entries()) {
    const at = ['placement', index];
    if (lab.placement.findIndex((each) => each.id === question.id) < index) report([...at, 'id'], `The id "${question.id}" is used twice. Give each its own.`);
    for (const problem of answerFormProblems(question)) report([...at, ...problem.path], problem.message);
    if (question.number?.tolerance !== undefined && question.number.tolerancePercent !== undefined) {
      report([...at, 'number'], 'Give "tolerance" or "tolerancePercent", not both.');
    }
  }
}
