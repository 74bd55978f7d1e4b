/** `backbench exam begin | status | hand-in` */
import type { Context } from '../index.ts';
import { count, EXIT, type ExitCode } from '../output.ts';
import { command } from '../words.ts';
import { when } from './assignment.ts';

const MINUTE_MS = 60_000;

export async function beginExam({ core, output }: Context, id: string): Promise<ExitCode> {
  const exam = await core.exams.begin(id);
  output.data(exam);
  output.say(`The exam ${id} has begun, with ${count(exam.labs.length, 'lab')}: ${exam.labs.join(', ')}.`);
  output.say(`It ends at ${when(exam.until)}. Until then these labs have no hints and no reference answers.`);
  output.say(`End it earlier: ${command('exam hand-in')}`);
  return EXIT.passed;
}

/** Exit code 1 when none is under way. */
export function examStatus({ core, output }: Context): ExitCode {
  const exam = core.exams.underWay();
  output.data({ exam });
  if (exam === null) {
    output.say('No exam is under way.');
    return EXIT.notYet;
  }
  output.say(`${exam.id}: ${String(Math.max(0, Math.ceil((exam.until - Date.now()) / MINUTE_MS)))} min left, until ${when(exam.until)}. Its labs: ${exam.labs.join(', ')}.`);
  return EXIT.passed;
}

export function handInExam({ core, output }: Context): ExitCode {
  const exam = core.exams.handIn();
  output.data({ handedIn: exam.id });
  output.say(`${exam.id} is handed in. What comes later does not count for it.`);
  output.say(`Give the teacher your progress: ${command('progress export <folder>')}`);
  return EXIT.passed;
}
