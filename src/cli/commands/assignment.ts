/** `backbench class assign | assignments | unassign` and `backbench assignment import | list | remove` */
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ASSIGNMENT_ENDING, LONGEST_EXAM } from '../../shared/assignment-format.ts';
import { assignmentText } from '../../core/assignments/assignment-file.ts';
import { teacherKey } from '../../core/assignments/teacher-key.ts';
import { examView } from '../../core/exam/exam-span.ts';
import { fingerprint } from '../../core/packs/pack-header.ts';
import { writeDurably } from '../../core/workspace/durable-files.ts';
import { BackbenchError, toErrorReport } from '../../shared/errors.ts';
import { describeError } from '../../shared/messages.ts';
import { ASSIGNMENT_STATE_WORDS } from '../../shared/messages-english-progress.ts';
import type { Context } from '../index.ts';
import { count, EXIT, type ExitCode } from '../output.ts';

export interface AssignChoice { labs: string[]; due: string; exam?: string; note?: string; replaces?: string; out?: string; key?: string }
export interface ImportChoice { fingerprint?: string; name?: string }

export async function assignToClass({ core, output }: Context, name: string, title: string, choice: AssignChoice): Promise<ExitCode> {
  const at = Date.parse(choice.due);
  if (Number.isNaN(at)) throw new BackbenchError('INPUT_REFUSED', { issues: [{ path: 'due', message: 'Give a time such as 2027-03-01T18:00.' }] });
  const keys = await teacherKey((await core.packs()).signing, choice.key ?? null);
  const file = await core.classes.assignments(name).make({
    id: choice.replaces ?? null, title, note: choice.note ?? '', due: { at, zone: Intl.DateTimeFormat().resolvedOptions().timeZone },
    work: choice.exam === undefined ? { kind: 'practice' } : { kind: 'exam', minutes: minutesOf(choice.exam) },
    labs: choice.labs.map((each) => {
      const [lab = '', variant] = each.split('/');
      return { lab, variant: variant ?? null };
    }),
  }, keys);
  const { id, number, labs } = file.assignment;
  const path = choice.out === undefined ? null : await targetOf(choice.out, id);
  if (path !== null) await writeDurably(path, assignmentText(file));
  output.data({ class: name, assignment: file.assignment, fingerprint: fingerprint(file.key), path });
  output.say(`${id}, number ${String(number)}: ${title}, ${count(labs.length, 'lab')}, ${choice.exam === undefined ? '' : `an exam of ${choice.exam} min, `}due ${when(at)}.`);
  if (path !== null) output.say(`The file for the learners: ${path}`);
  output.say(`Signed with ${fingerprint(file.key)}. Show this to the class by another way than the file.`);
  return EXIT.passed;
}

/** @throws BackbenchError INPUT_REFUSED */
function minutesOf(text: string): number {
  const minutes = Number(text);
  if (Number.isInteger(minutes) && minutes >= 1 && minutes <= LONGEST_EXAM) return minutes;
  throw new BackbenchError('INPUT_REFUSED', { issues: [{ path: 'exam', message: `Give whole minutes, from 1 to ${String(LONGEST_EXAM)}.` }] });
}

async function targetOf(out: string, id: string): Promise<string> {
  const isFolder = await stat(resolve(out)).then((found) => found.isDirectory(), () => false);
  return isFolder ? join(resolve(out), `${id}${ASSIGNMENT_ENDING}`) : resolve(out);
}

export async function listAssigned({ core, output, signal }: Context, name: string): Promise<ExitCode> {
  const files = await core.classes.assignments(name).list();
  const { assignments: rows } = await core.classes.report(name, signal);
  output.data({ class: name, assignments: files.map((file) => ({ ...file.assignment, fingerprint: fingerprint(file.key) })), rows });
  if (files.length === 0) output.say(`The class ${name} has no assignment yet; "class assign" makes one.`);
  for (const { assignment: { id, title, due } } of files) {
    output.say(`${id}: ${title}, due ${when(due.at)}`);
    for (const row of rows.filter(({ assignment }) => assignment === id)) {
      output.say(`  ${row.name}: ${String(row.labsPassed)} of ${count(row.labs, 'lab')} passed, ${ASSIGNMENT_STATE_WORDS[row.state]}${row.doneAt === null ? '' : ` (${when(row.doneAt)})`}`);
    }
  }
  return EXIT.passed;
}

export async function removeAssigned({ core, output }: Context, name: string, id: string): Promise<ExitCode> {
  await core.classes.assignments(name).remove(id);
  output.data({ class: name, removed: id });
  output.say(`${id} is no longer of the class ${name}. Where it was given out it stays.`);
  return EXIT.passed;
}

/** Exit code 1 when a file was refused, 2 while a key is not trusted. */
export async function importAssignments({ core, output }: Context, place: string, choice: ImportChoice): Promise<ExitCode> {
  const { found, refused } = await core.assignments.look([resolve(place)]);
  const given = (choice.fingerprint ?? '').toLowerCase().replace(/[^0-9a-f]/g, '');
  const imported: { file: string; id: string; outcome: string }[] = [];
  const failed = [...refused];
  for (const { name, file, fingerprint: print, trusted, missing } of found) {
    const { id, title, due } = file.assignment;
    try {
      if (trusted === null && given === print.replaceAll('-', '')) await core.assignments.trust(file.key, choice.name ?? title);
      const outcome = await core.assignments.add(file);
      imported.push({ file: name, id, outcome });
      output.say(`${title}: ${outcome === 'known' ? 'was here already' : outcome === 'newer' ? 'takes the place of the one before' : 'is here now'}; due ${when(due.at)}.`);
      if (missing.length > 0) output.say(`  Not on this machine: ${missing.join(', ')}. Import the pack that has them.`);
    } catch (error) {
      failed.push({ name, error: toErrorReport(error) });
    }
  }
  output.data({ imported, refused: failed });
  for (const { name, error } of failed) {
    const words = describeError(error);
    output.say(`${name}: ${words.title}. ${words.text} ${words.next}`);
  }
  if (found.length === 0 && refused.length === 0) output.say('No assignments there.');
  return failed.some(({ error }) => error.code === 'ASSIGNMENT_KEY_UNKNOWN') ? EXIT.couldNotRun : failed.length > 0 ? EXIT.notYet : EXIT.passed;
}

export async function listAssignments({ core, output }: Context): Promise<ExitCode> {
  const all = await core.assignments.list();
  output.data(all.map(({ file, progress, ...rest }) => ({ ...file.assignment, ...rest, progress: { ...progress, exam: examView(progress.exam) } })));
  if (all.length === 0) output.say('Nothing is asked for; "assignment import" takes in what a teacher gave you.');
  for (const { file: { assignment }, teacher, progress } of all) {
    const { id, title, due, note, work } = assignment;
    output.say(`${title} (${id})${teacher === null ? '' : `, from ${teacher}`}: ${work.kind === 'exam' ? `an exam of ${String(work.minutes)} min, ` : ''}due ${when(due.at)}, ${String(progress.passed)} of ${count(progress.labs.length, 'lab')} passed, ${ASSIGNMENT_STATE_WORDS[progress.state]}`);
    if (note !== '') output.say(`  ${note}`);
    for (const { lab, state } of progress.labs) {
      output.say(`  ${state.padEnd(8)} ${lab.lab}${lab.variant === null ? '' : `/${lab.variant}`}  ${lab.title}${state === 'missing' ? ': not on this machine; import the pack that has it' : ''}`);
    }
  }
  return EXIT.passed;
}

export async function removeAssignment({ core, output }: Context, id: string): Promise<ExitCode> {
  await core.assignments.remove(id);
  output.data({ removed: id });
  output.say(`${id} is no longer on this machine. What was done stays.`);
  return EXIT.passed;
}

export const when = (at: number): string => new Date(at).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
