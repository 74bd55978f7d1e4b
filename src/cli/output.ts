/** How commands answer: words for a person, or one JSON document with --json; and the exit codes. */
import { describeError, errorFacts } from '../shared/messages.ts';
import { toErrorReport } from '../shared/errors.ts';
import { cliWords } from './words.ts';

/** passed: 0. notYet: the work is not right yet. couldNotRun: something prevented an answer. */
export const EXIT = { passed: 0, notYet: 1, couldNotRun: 2 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Said to whoever pressed Ctrl-C. A command that knows more says more. */
export const CANCELLED = 'Cancelled: the command did not finish.';

export interface Output {
  readonly json: boolean;
  /** A line for a person; nothing with --json. */
  say(line: string): void;
  /** Progress, to standard error; one line that replaces itself on a terminal. Nothing with --json. */
  progress(text: string): void;
  /** The command's answer as data; nothing without --json. */
  data(value: unknown): void;
}

export function createOutput(json: boolean): Output {
  const live = process.stderr.isTTY;
  let shown = '';
  const clear = (): void => {
    if (shown !== '' && live) process.stderr.write('\r\x1b[K');
    shown = '';
  };
  return {
    json,
    say(line) {
      clear();
      if (!json) process.stdout.write(`${line}\n`);
    },
    progress(text) {
      if (json || text === shown) return;
      clear();
      if (text === '') return;
      process.stderr.write(live ? text : `${text}\n`);
      shown = text;
    },
    data(value) {
      if (json) process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
    },
  };
}

/** @returns e.g. `1 lab`, `3 labs` */
export const count = (number: number, noun: string): string => `${String(number)} ${noun}${number === 1 ? '' : 's'}`;

/** True for what an act throws that its caller has cancelled. */
export const isCancelled = (error: unknown): boolean => toErrorReport(error).code === 'CANCELLED';

/** For a command that was ended by Ctrl-C. What failed besides on the way out, such as clearing up, is told as well. @returns the exit code */
export function tellCancelled(error: unknown, output: Output): ExitCode {
  if (!isCancelled(error)) return tellError(error, output);
  if (output.json) {
    output.data({ error: { code: 'CANCELLED', details: {} } });
    return EXIT.couldNotRun;
  }
  output.progress('');
  process.stderr.write(`${CANCELLED}\n`);
  return EXIT.couldNotRun;
}

/** Tells an error: what happened, the facts, what to do. @returns the exit code for it */
export function tellError(error: unknown, output: Output): ExitCode {
  const report = toErrorReport(error);
  if (output.json) {
    output.data({ error: report });
    return EXIT.couldNotRun;
  }
  output.progress('');
  const words = describeError(report, cliWords);
  const facts = errorFacts(report);
  const lines = [
    words.title, words.text,
    ...facts.attempts.map((attempt) => `  ${attempt.place} (${attempt.source}): ${attempt.outcome}`),
    ...facts.log.map((line) => `  | ${line}`),
    words.next,
  ];
  process.stderr.write(`${lines.filter((line) => line !== '').join('\n')}\n`);
  return EXIT.couldNotRun;
}
