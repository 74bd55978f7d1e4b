/** The words of `backbench assignment …`, and of a class those that have to do with assignments. */
import { Option, type Command } from 'commander';
import { assignToClass, importAssignments, listAssignments, listAssigned, removeAssigned, removeAssignment, type AssignChoice, type ImportChoice } from './commands/assignment.ts';
import { beginExam, examStatus, handInExam } from './commands/exam.ts';
import type { Context } from './index.ts';
import type { ExitCode } from './output.ts';

interface Json { json?: boolean }
interface InClass extends Json { class: string }
export interface AssignmentCommandParts {
  run: (options: Json, command: (context: Context) => Promise<ExitCode>) => Promise<void>;
}

const json = (): Option => new Option('--json', 'answer with one JSON document');
const inClass = (): Option => new Option('--class <name>', 'which of several classes').default('class');

export function addAssignmentCommands(root: Command, group: Command, { run }: AssignmentCommandParts): void {
  group.command('assign <title>').description('make an assignment for the class: labs, and a time that they are due; signed with your key')
    .addOption(new Option('--labs <ids...>', 'these labs; one language of a lab as lab/language').makeOptionMandatory())
    .addOption(new Option('--due <time>', 'such as 2027-03-01T18:00, by this computer\'s zone').makeOptionMandatory())
    .option('--exam <minutes>', 'to be done once, in this time, without hints and reference answers').option('--note <text>', 'a word to the learners')
    .option('--replaces <id>', 'the assignment that it takes the place of').option('--out <file>', 'write the file there as well, or into this folder')
    .option('--key <name>', 'sign with this key, where there are several').addOption(inClass()).addOption(json())
    .action((title: string, options: AssignChoice & InClass) => run(options, (context) => assignToClass(context, options.class, title, options)));
  group.command('assignments').description('what the class was asked to do, and who has done it').addOption(inClass()).addOption(json())
    .action((options: InClass) => run(options, (context) => listAssigned(context, options.class)));
  group.command('unassign <id>').description('take an assignment out of the class; where it was given out it stays').addOption(inClass()).addOption(json())
    .action((id: string, options: InClass) => run(options, (context) => removeAssigned(context, options.class, id)));

  const assignment = root.command('assignment').description('what a teacher asks you to do, and by when');
  assignment.command('import <place>').description('take in an assignment file, or every one below a folder; shows the key to compare while it is not trusted')
    .option('--fingerprint <text>', 'trust this key, as the teacher told it').option('--name <text>', 'whose key it is').addOption(json())
    .action((place: string, options: ImportChoice & Json) => run(options, (context) => importAssignments(context, place, options)));
  assignment.command('list').description('what is to do, by when, and what is done').addOption(json()).action((options: Json) => run(options, listAssignments));
  assignment.command('remove <id>').description('take one away from this machine; what was done stays').addOption(json())
    .action((id: string, options: Json) => run(options, (context) => removeAssignment(context, id)));

  const exam = root.command('exam').description('an assignment that is done once, within a time, without help');
  exam.command('begin <id>').description('begin it: its time runs from now on').addOption(json())
    .action((id: string, options: Json) => run(options, (context) => beginExam(context, id)));
  exam.command('status').description('what is under way, and how much time is left').addOption(json())
    .action((options: Json) => run(options, (context) => Promise.resolve(examStatus(context))));
  exam.command('hand-in').description('end it before its time; what comes later does not count').addOption(json())
    .action((options: Json) => run(options, (context) => Promise.resolve(handInExam(context))));
}
