/** `backbench labs list` */
import { problemPlace, stageTitle } from '../../shared/messages.ts';
import type { Context } from '../index.ts';
import { EXIT, type ExitCode } from '../output.ts';

export function listLabs({ core, output }: Context): Promise<ExitCode> {
  const course = core.course.view();
  output.data(course);
  for (const { stage, labs } of course.stages) {
    output.say(stageTitle(stage));
    for (const lab of labs) {
      const reached = lab.state === 'new' ? 'new' : `${String(lab.stepsPassed)} of ${String(lab.steps)} steps`;
      output.say(`  ${lab.id.padEnd(26)} ${`${String(lab.minutes)} min`.padEnd(8)} ${reached.padEnd(14)} ${lab.title}`);
    }
  }
  for (const { lab, problems } of course.broken) {
    output.say(`${lab} cannot be used:`);
    for (const problem of problems) output.say(`  ${problemPlace(problem)}: ${problem.message}`);
  }
  return Promise.resolve(EXIT.passed);
}
