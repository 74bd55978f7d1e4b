/** `backbench lab timeline | reset | restore | jump | undo` */
import { createInterface } from 'node:readline/promises';
import type { LabSession } from '../../core/session/lab-session.ts';
import { checkpointText, diskSpaceText } from '../../shared/messages.ts';
import type { Context } from '../index.ts';
import { EXIT, type ExitCode } from '../output.ts';
import { opened, withProgress } from './lab.ts';
import { command } from '../words.ts';

/** What is said after an act that can be taken back. */
const undoHint = (id: string): string => `Take it back: ${command(`lab undo ${id}`)}`;

export async function showTimeline(context: Context, id: string): Promise<ExitCode> {
  const session = await opened(context, id, null, null);
  const timeline = session.timeline();
  const { output } = context;
  output.data(timeline);
  for (const each of timeline.checkpoints) {
    const mark = each.isHead ? '*' : each.onWay ? ' ' : '·';
    output.say(`${mark} ${String(each.id).padStart(5)}  ${new Date(each.at).toLocaleString('en-GB')}  ${checkpointText(each, titleOf(session, each.step))}`);
  }
  output.say(`  now: ${titleOf(session, timeline.step)}${timeline.bytes === null ? '' : `; kept: ${diskSpaceText(timeline.bytes)}`}`);
  output.say(`Go to one: ${command(`lab restore ${id} <number>`)}`);
  return EXIT.passed;
}

export function resetLab(context: Context, id: string, { yes, scope }: { yes: boolean; scope: 'step' | 'lab' }): Promise<ExitCode> {
  return travel(context, id, {
    yes, question: `Put the files and data of ${id} back to the start of the ${scope}?`,
    act: (session) => session.reset(scope, context.signal), done: `Files and data are back at the start of the ${scope}.`,
  });
}

export function restoreLab(context: Context, id: string, checkpoint: number, yes: boolean): Promise<ExitCode> {
  return travel(context, id, {
    yes, question: `Put the files, data and progress of ${id} to checkpoint ${String(checkpoint)}?`,
    act: (session) => session.restore(checkpoint, context.signal), done: `Files, data and progress are those of checkpoint ${String(checkpoint)}.`,
  });
}

export function jumpLab(context: Context, id: string, step: string, yes: boolean): Promise<ExitCode> {
  return travel(context, id, {
    yes, question: `Put the reference answers of the steps before ${step} in the place of your files and data?`,
    act: (session) => session.jump(step, context.signal), done: `You are at the start of ${step}, with the reference answers of the steps before.`,
  });
}

export async function undoLab(context: Context, id: string): Promise<ExitCode> {
  const session = await opened(context, id, null, null);
  await withProgress(context, session, () => session.undo(context.signal));
  context.output.data(session.timeline());
  context.output.say(`Files, data and progress are as they were before. You are in: ${titleOf(session, session.timeline().step)}`);
  return EXIT.passed;
}

async function travel(
  context: Context, id: string,
  { yes, question, act, done }: { yes: boolean; question: string; act: (session: LabSession) => Promise<void>; done: string },
): Promise<ExitCode> {
  const { output } = context;
  if (!yes && !(await confirmed(`${question} What is there now is kept.`))) {
    output.say('Nothing was changed.');
    return EXIT.couldNotRun;
  }
  const session = await opened(context, id, null, null);
  await withProgress(context, session, () => act(session));
  output.data(session.timeline());
  output.say(done);
  output.say(undoHint(id));
  return EXIT.passed;
}

const titleOf = (session: LabSession, step: string): string => session.loaded.lab.steps.find((each) => each.id === step)?.title ?? step;

/** Asks on the terminal; without one the answer is no. For other commands as well. */
export async function confirmed(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    process.stderr.write('This asks first. Say --yes where nobody can answer.\n');
    return false;
  }
  const ask = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await ask.question(`${question} [y/N] `)).trim());
  } finally {
    ask.close();
  }
}
