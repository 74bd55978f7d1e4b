/**
 * The command line: the same core from a shell.
 * Exit codes: 0 passed, 1 the work is not right yet, 2 could not run (bad use included).
 */
import { availableParallelism, homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { Core } from '../core/core.ts';
import { createCore } from '../core/create-core.ts';
import type { ClassTable } from '../core/class/class-csv.ts';
import { dataFolder } from '../shared/data-folder.ts';
import { ENGINE_KINDS, type EngineKind } from '../shared/lab-format.ts';
import { policyPlace } from '../shared/policy.ts';
import { STAGES } from '../shared/stages.ts';
import { csvOfClass, eraseFromClass, importClass, reportClass, showLearner } from './commands/class.ts';
import { recheckLearner } from './commands/class-recheck.ts';
import { createCertificate, verifyCertificate, type CreateOptions } from './commands/certificate.ts';
import { doctor } from './commands/doctor.ts';
import { buildImages, listImages } from './commands/images.ts';
import { checkLab, startLab, stopLab } from './commands/lab.ts';
import { jumpLab, resetLab, restoreLab, showTimeline, undoLab } from './commands/lab-timeline.ts';
import { listLabs } from './commands/labs.ts';
import { beginPreview, endPreview } from './commands/labs-preview.ts';
import { makeLab } from './commands/labs-new.ts';
import { lintLabs } from './commands/labs-lint.ts';
import { copyData, eraseData, listData } from './commands/privacy.ts';
import { exportToFile, verifyFiles } from './commands/progress.ts';
import { profileFor } from './commands/profile.ts';
import type { Profile } from '../core/profiles/profiles.ts';
import { addAssignmentCommands } from './assignment-commands.ts';
import { addPackCommands } from './pack-commands.ts';
import { addProfileCommands } from './profile-commands.ts';
import { addRoomCommands } from './room-commands.ts';
import { addTools, listTools } from './commands/tools.ts';
import { verifyLabs, type VerifyRequest } from './commands/labs-verify.ts';
import { createOutput, EXIT, tellCancelled, tellError, type ExitCode, type Output } from './output.ts';

/** What every command gets. */
export interface Context {
  core: Core;
  /** Whose data it is. */
  profile: Profile;
  output: Output;
  /** Fires at Ctrl-C. */
  signal: AbortSignal;
}

/** What commands get that need nothing of the learner's. */
export interface AuthorContext {
  output: Output;
  signal: AbortSignal;
  /** Absolute. */
  labsFolder: string;
  resourcesFolder: string;
}

interface TravelOptions { json?: boolean; yes?: boolean; step?: boolean }
interface Options { json?: boolean; engine?: EngineKind; variant?: string; step?: string; yes?: boolean; pull?: boolean; native?: boolean; labs?: string }

/** Longest time for letting go of everything at the end, in milliseconds. */
const CLOSE_DEADLINE_MS = 30_000;

/** The folder that holds labs/ and resources/: two above out/main/. */
const home = join(import.meta.dirname, '..', '..');

/** Runs a command with Ctrl-C as its signal, and turns what it throws into words and an exit code. */
async function guarded(options: Pick<Options, 'json'>, command: (output: Output, signal: AbortSignal) => Promise<ExitCode>): Promise<void> {
  const output = createOutput(options.json === true);
  const interrupt = new AbortController();
  const onInterrupt = (): void => { interrupt.abort(); };
  process.once('SIGINT', onInterrupt);
  process.once('SIGTERM', onInterrupt);
  // Where this is a part of another process's work, that process has ended.
  process.once('disconnect', onInterrupt);
  try {
    process.exitCode = await command(output, interrupt.signal);
  } catch (error) {
    process.exitCode = interrupt.signal.aborted ? tellCancelled(error, output) : tellError(error, output);
  } finally {
    output.progress('');
    process.off('SIGINT', onInterrupt);
    process.off('SIGTERM', onInterrupt);
    process.off('disconnect', onInterrupt);
    if (process.connected) process.disconnect();
  }
}

/** The data folder of the machine. */
const machineFolder = (): string => dataFolder({ env: process.env, platform: process.platform, home: homedir(), resolve });

function openCore(profile: Profile): Promise<Core> {
  return createCore({
    dataFolder: profile.folder, sharedFolder: machineFolder(), ...(profile.named ? { learnerName: profile.name } : {}),
    labsFolder: join(home, 'labs'), resourcesFolder: join(home, 'resources'),
    policyFile: policyPlace(process.platform, process.env),
    env: process.env, platform: process.platform, home: homedir(), servicesStay: true,
    onWarning: (text) => { process.stderr.write(`${text}\n`); },
  });
}

/** A command on a learner's own data. */
const run = (options: Pick<Options, 'json'>, command: (context: Context) => Promise<ExitCode>): Promise<void> => runFor(options, false, command);

/** A command on what everybody shares. */
const runShared: typeof run = (options, command) => runFor(options, true, command);

function runFor(options: Pick<Options, 'json'>, anyone: boolean, command: (context: Context) => Promise<ExitCode>): Promise<void> {
  return guarded(options, async (output, signal) => {
    const profile = profileFor(machineFolder(), commandLine.opts<{ profile?: string }>().profile, anyone);
    const core = await openCore(profile);
    try {
      return await command({ core, profile, output, signal });
    } finally {
      output.progress('');
      await core.close(AbortSignal.timeout(CLOSE_DEADLINE_MS));
    }
  });
}

/** A command of an author, on a labs folder. */
function author(options: Pick<Options, 'json' | 'labs'>, command: (context: AuthorContext) => Promise<ExitCode>): Promise<void> {
  const labsFolder = options.labs === undefined ? join(home, 'labs') : resolve(options.labs);
  return guarded(options, (output, signal) => command({ output, signal, labsFolder, resourcesFolder: join(home, 'resources') }));
}

const json = (): Option => new Option('--json', 'answer with one JSON document');
const variant = (): Option => new Option('--variant <id>', 'in this language; also chosen for later calls');
const engine = (): Option => new Option('--engine <kind>', 'run on this engine').choices(ENGINE_KINDS);

const className = (): Option => new Option('--class <name>', 'which of several classes').default('class');

const labsFolder = (): Option => new Option('--labs <folder>', 'a labs folder of your own instead of the course');

interface ClassOptions { json?: boolean; class: string; html?: string; of: ClassTable; out?: string }

interface ExportOptions { json?: boolean; name?: string; withWork?: boolean }

interface VerifyOptions extends Omit<Options, 'engine'>, Omit<VerifyRequest, 'ids'> { engine?: EngineKind | 'both' }

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('Give a whole number from 1 to 9999.');
  return Number(text);
}

function program(): Command {
  const root = new Command('backbench')
    .description('Learn backend development offline, against real servers on your own machine.')
    .option('--profile <name>', 'whose work, where several learners share this machine')
    .addHelpText('after', '\nExit codes: 0 passed, 1 the work is not right yet, 2 could not run.')
    .exitOverride();

  root.command('doctor').description('try each engine, service and tool for real, and tell what each lab lacks')
    .addOption(json()).action((options: Options) => runShared(options, doctor));

  const labs = root.command('labs').description('the course, and the tools of its authors');
  labs.command('list').description('all labs with what was reached in each')
    .addOption(json()).action((options: Options) => run(options, listLabs));

  labs.command('lint [labs...]').description('what is wrong with these labs (ids or folders), or with all, and how to mend it')
    .addOption(labsFolder()).addOption(json())
    .action((wanted: string[], options: Options) => author(options, (context) => lintLabs(context, wanted)));
  labs.command('new <stage/id>').description('write the smallest complete lab, to be changed into yours')
    .addOption(labsFolder()).addOption(json())
    .action((name: string, options: Options) => author(options, (context) => makeLab(context, name)));
  labs.command('preview <folder>').description('open the app on the lab in this folder; each save is shown at once')
    .addOption(new Option('--end <data>').hideHelp())
    .action((folder: string, options: { end?: string }) => author({}, (context) => (options.end === undefined ? beginPreview(context, folder) : endPreview(context, folder, options.end))));
  labs.command('verify [ids...]').description('prove labs: start, solutions, alternatives and mutants, on services of their own')
    .addOption(new Option('--engine <kind>', 'docker, native or both; both when left out, or the one of this machine\'s policy').choices([...ENGINE_KINDS, 'both']))
    .addOption(new Option('--repeat <times>', 'run each lab so often; the runs must agree').argParser(wholeNumber).default(1))
    .addOption(new Option('--jobs <labs>', 'labs at once').argParser(wholeNumber).default(availableParallelism(), 'one for each processor'))
    .option('--report <file>', 'write an HTML report there')
    .option('--write-index', 'keep memory and times in the labs folder\'s index.json: the app tells them before a lab starts')
    .option('--keep <folder>', 'keep each proof there as it is known, and leave out what is proven there already: a run that was cut off goes on')
    .option('--fresh', 'forget what --keep holds, and begin anew')
    // For those who may not write to the labs folder, and for parts of a verification.
    .addOption(new Option('--index-file <file>').hideHelp()).addOption(new Option('--part').hideHelp())
    .addOption(labsFolder()).addOption(json())
    .action((ids: string[], options: VerifyOptions) => author(options, (context) => verifyLabs(context, { ...options, ids })));

  const lab = root.command('lab').description('work on one lab');
  lab.command('start <id>').description('start the lab\'s services; they stay up until "lab stop"')
    .addOption(variant()).addOption(engine()).addOption(json())
    .action((id: string, options: Options) => run(options, (context) => startLab(context, id, options.engine ?? null, options.variant ?? null)));
  lab.command('check <id>').description('check the step you are in, or the one named')
    .option('--step <id>', 'check this step').addOption(variant()).addOption(engine()).addOption(json())
    .action((id: string, options: Options) => run(options, (context) => checkLab(context, id, {
      step: options.step ?? null, engine: options.engine ?? null, variant: options.variant ?? null,
    })));
  lab.command('timeline <id>').description('the states of the lab that can be brought back')
    .addOption(json()).action((id: string, options: Options) => run(options, (context) => showTimeline(context, id)));
  lab.command('reset <id>').description('files and data back to the start of the lab, or of the step you are in; "lab undo" takes it back')
    .option('--step', 'only to the start of the step').option('--yes', 'do not ask').addOption(json())
    .action((id: string, options: TravelOptions) => run(options, (context) => resetLab(context, id, { yes: options.yes === true, scope: options.step === true ? 'step' : 'lab' })));
  lab.command('restore <id> <checkpoint>').description('files, data and progress back to a checkpoint of "lab timeline", or forward to one')
    .option('--yes', 'do not ask').addOption(json())
    .action((id: string, checkpoint: string, options: TravelOptions) => run(options, (context) => restoreLab(context, id, wholeNumber(checkpoint), options.yes === true)));
  lab.command('jump <id> <step>').description('to the start of a step, with the reference answers of the steps before')
    .option('--yes', 'do not ask').addOption(json())
    .action((id: string, step: string, options: TravelOptions) => run(options, (context) => jumpLab(context, id, step, options.yes === true)));
  lab.command('undo <id>').description('take the last reset, restore or jump back; again, the one before that')
    .addOption(json()).action((id: string, options: Options) => run(options, (context) => undoLab(context, id)));
  lab.command('stop <id>').description('stop the lab\'s services; files and data stay')
    .addOption(json()).action((id: string, options: Options) => run(options, (context) => stopLab(context, id)));

  const progress = root.command('progress').description('what was reached, in a signed file for a teacher');
  progress.command('export [file]').description('write progress to a file, or into a folder; without a name for it, here')
    .option('--name <pseudonym>', 'what you are called in the class').option('--with-work', 'your files of the labs as well, so that the checks can be run again')
    .addOption(json()).action((file: string | undefined, options: ExportOptions) => run(options, (context) => exportToFile(context, file, options)));
  progress.command('verify <files...>').description('whether these files are as they were written')
    .addOption(json()).action((files: string[], options: Options) => guarded(options, (output) => verifyFiles(output, files)));

  const group = root.command('class').description('a teacher\'s view: progress files of learners, from a stick or a folder');
  group.command('import <place>').description('take in every progress file below a folder, or one file; safe to repeat')
    .addOption(className()).addOption(json()).action((place: string, options: ClassOptions) => run(options, (context) => importClass(context, options.class, place)));
  group.command('report').description('who is where, who is stuck on what and for how long, and whether the histories are as they were written')
    .option('--html <file>', 'write a page to print there').addOption(className()).addOption(json())
    .action((options: ClassOptions) => run(options, (context) => reportClass(context, options.class, options.html)));
  group.command('csv').description('the same rows for a spreadsheet')
    .addOption(new Option('--of <table>', 'one row a learner, or one row a learner and lab, or one row a learner and assignment').choices(['learners', 'labs', 'assignments']).default('learners'))
    .option('--out <file>', 'write it there').addOption(className()).addOption(json())
    .action((options: ClassOptions) => run(options, (context) => csvOfClass(context, options.class, options)));
  group.command('learner <name>').description('what one learner did, in order').addOption(className()).addOption(json())
    .action((name: string, options: ClassOptions) => run(options, (context) => showLearner(context, options.class, name)));

  group.command('recheck <name>').description('run the checks again on the files that one learner handed in, and tell where the result differs')
    .addOption(engine()).option('--agree-native', 'without a container, the learner\'s code has all your rights: agree to that')
    .addOption(className()).addOption(json())
    .action((name: string, options: ClassOptions & { engine?: EngineKind; agreeNative?: boolean }) => run(options, (context) => recheckLearner(context, options.class, name, options)));
  group.command('erase <name>').description('take one learner out of the class, with all that came from them').addOption(className()).addOption(json())
    .action((name: string, options: ClassOptions) => run(options, (context) => eraseFromClass(context, options.class, name)));

  addAssignmentCommands(root, group, { run });

  const certificate = root.command('certificate').description('a signed certificate for a stage, or the course, whose labs are passed');
  certificate.command('create <file>').description('write it, and a page to print beside it')
    .addOption(new Option('--stage <stage>', 'one stage instead of the whole course').choices(STAGES)).option('--name <pseudonym>', 'what you are called in it')
    .option('--class <name>', 'issue it from this class').option('--learner <name>', 'for this learner of the class')
    .addOption(json()).action((file: string, options: CreateOptions & { json?: boolean }) => run(options, (context) => createCertificate(context, file, options)));
  certificate.command('verify <file>').description('whether it is as it was signed, what it proves and what it does not; needs no network')
    .addOption(json()).action((file: string, options: Options) => guarded(options, (output) => verifyCertificate(output, file)));

  const privacy = root.command('privacy').description('what is held about you on this machine');
  privacy.command('list').description('each place, what it holds and how much').addOption(json()).action((options: Options) => run(options, listData));
  privacy.command('export <folder>').description('copy all of it into a new folder, to read it or to take it away')
    .addOption(json()).action((folder: string, options: Options) => run(options, (context) => copyData(context, folder)));
  privacy.command('erase').description('erase all of it for good: progress, files, databases of labs, logs, backups')
    .option('--yes', 'do not ask').addOption(json()).action((options: Options) => run(options, (context) => eraseData(context, options.yes === true)));

  const tools = root.command('tools').description('libraries of the labs for native services; the images have them');
  tools.command('list').description('each stack and whether its libraries are here')
    .addOption(json()).action((options: Options) => author(options, listTools));
  tools.command('add [stacks...]').description('get the libraries of javascript, python, go or java, of all when none is named; takes a network, once')
    // For set-up that is run by another account than the app.
    .addOption(new Option('--for-others').hideHelp()).addOption(json())
    .action((stacks: string[], options: Options & { forOthers?: boolean }) => author(options, (context) => addTools(context, stacks, options.forOthers === true)));

  const images = root.command('images').description('the container images of the labs');
  images.command('list').description('each image and whether it is here')
    .addOption(json()).action((options: Options) => runShared(options, listImages));
  images.command('build [names...]').description('build the images that are missing or whose recipe changed')
    .option('--pull', 'fetch the Debian base from a registry instead of making it here')
    .option('--native', 'build what the native engine needs and no package offers; with no names, only that')
    .addOption(json())
    .action((names: string[], options: Options) => runShared(options, (context) =>
      buildImages(context, { names, pull: options.pull === true, native: options.native === true })));
  addPackCommands(root, { run: runShared, resourcesFolder: join(home, 'resources') });
  addRoomCommands(root, run, runShared);
  addProfileCommands(root, { run: (options, command) => guarded(options, (output, signal) => command({ root: machineFolder(), output, signal })), open: openCore });
  return root;
}

// Whoever reads what is printed may stop before the end, as `head` does: the command goes on, and nobody is told.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

const commandLine = program();
try {
  await commandLine.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? EXIT.passed : EXIT.couldNotRun;
}
