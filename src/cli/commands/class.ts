/** `backbench class import | report | csv | learner | erase` */
import { resolve } from 'node:path';
import { classPage } from '../../core/class/class-page.ts';
import { tableOf, type ClassTable } from '../../core/class/class-csv.ts';
import type { LearnerRow } from '../../core/class/class-report.ts';
import { writeDurably } from '../../core/workspace/durable-files.ts';
import { durationText } from '../../shared/durations.ts';
import { describeError } from '../../shared/messages.ts';
import { findingText, SOUNDNESS_WORDS } from '../../shared/messages-english-progress.ts';
import type { Context } from '../index.ts';
import { EXIT, type ExitCode } from '../output.ts';
import { cliWords, command } from '../words.ts';

const OUTCOMES = { new: 'new in the class', newer: 'newer than before', beside: 'beside what was known', known: 'nothing new' } as const;

/** Exit code 1 when a file was refused. */
export async function importClass({ core, output, signal }: Context, name: string, place: string): Promise<ExitCode> {
  const imported = await core.classes.import(name, [resolve(place)], signal);
  output.data({ class: name, imported });
  for (const { file, outcome, learner, error } of imported) {
    if (outcome !== 'refused') output.say(`${file}: ${learner?.name ?? ''}: ${OUTCOMES[outcome]}`);
    else output.say(`${file}: refused. ${error === null ? '' : [describeError(error, cliWords).title, describeError(error, cliWords).text].join('. ')}`);
  }
  const refused = imported.filter(({ outcome }) => outcome === 'refused').length;
  output.say(imported.length === 0 ? 'No progress files there.' : `${String(imported.length - refused)} of ${String(imported.length)} files are in the class ${name}.`);
  return refused === 0 ? EXIT.passed : EXIT.notYet;
}

/** Exit code 1 when a history is not as it was written. */
export async function reportClass({ core, output, signal }: Context, name: string, html: string | undefined): Promise<ExitCode> {
  const { work: _files, ...report } = await core.classes.report(name, signal);
  if (html !== undefined) await writeDurably(resolve(html), classPage(report, name, Date.now()));
  output.data({ class: name, ...report });
  for (const row of report.learners) {
    output.say(`${row.name}: ${String(row.labsPassed)} labs and ${String(row.stepsPassed)} steps passed, ${String(row.attempts)} attempts, ${String(row.hints)} hints, ${durationText(row.seconds * 1_000)} at work`);
    for (const line of nowLines(row)) output.say(`  ${line}`);
    if (row.soundness !== 'sound') output.say(`  History: ${SOUNDNESS_WORDS[row.soundness]}.`);
    for (const finding of row.findings) output.say(`    ${findingText(finding)}`);
  }
  if (report.learners.length === 0) output.say(`Nobody's progress is in the class ${name} yet. Collect it: ${command('class import <folder>')}`);
  for (const file of report.damaged) output.say(`A kept file can't be read any more: ${file}. Import it again from the learner.`);
  if (html !== undefined) output.say(`The report is in ${resolve(html)}.`);
  return report.damaged.length > 0 || report.learners.some(({ soundness }) => soundness === 'tampered') ? EXIT.notYet : EXIT.passed;
}

function nowLines({ current }: LearnerRow): string[] {
  if (current === null) return [];
  const { title, variant, step, stepsPassed, steps, stuck, state } = current;
  const place = `${title}${variant === '' ? '' : ` (${variant})`}`;
  if (state === 'passed') return [`Passed last: ${place}`];
  return [
    `Now in: ${place}${step === '' ? '' : `, ${step}`}; ${String(stepsPassed)}${steps === null ? '' : ` of ${String(steps)}`} steps passed`,
    ...stuck === null ? [] : [`Stuck on ${stuck.check}: ${String(stuck.attempts)} failed attempts, ${durationText(stuck.seconds * 1_000)} at work, ${String(stuck.hints)} hints, since ${new Date(stuck.since).toLocaleString('en-GB')}`],
  ];
}

export async function csvOfClass({ core, output, signal }: Context, name: string, { of, out }: { of: ClassTable; out?: string }): Promise<ExitCode> {
  const report = await core.classes.report(name, signal);
  const csv = tableOf(report, of);
  if (out === undefined) {
    output.data({ class: name, of, csv });
    output.say(csv.trimEnd());
    return EXIT.passed;
  }
  await writeDurably(resolve(out), csv);
  output.data({ class: name, of, path: resolve(out) });
  output.say(`${resolve(out)}: ${String(report[of].length)} rows.`);
  return EXIT.passed;
}

export async function showLearner({ core, output, signal }: Context, name: string, learner: string): Promise<ExitCode> {
  const found = await core.classes.learner(name, learner, signal);
  output.data({ class: name, ...found });
  for (const { at, lab, what, subject, verdict, failed, seconds } of found.rows) {
    const after = seconds === 0 ? '' : ` (after ${durationText(seconds * 1_000)} at work)`;
    const result = verdict === null ? '' : `: ${verdict}${failed.length === 0 ? '' : ` (${failed.join(', ')})`}`;
    output.say(`${new Date(at).toLocaleString('en-GB')}  ${lab.padEnd(26)} ${what} ${subject}${result}${after}`);
  }
  return EXIT.passed;
}

export async function eraseFromClass({ core, output, signal }: Context, name: string, learner: string): Promise<ExitCode> {
  const erased = await core.classes.erase(name, learner, signal);
  output.data({ class: name, ...erased });
  output.say(`${erased.name} is no longer in the class ${name}. Files on sticks and other machines are still there.`);
  return EXIT.passed;
}
