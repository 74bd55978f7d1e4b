/** The English words for every error code. Lists in the details (attempts, logs) are drawn by whoever shows the error. */
import type { ErrorCode, ErrorDetails } from './errors.ts';
import type { MessageTable, Words } from './messages.ts';
import { howToGet, toolTitle } from './tool-words.ts';
import { englishApiErrors } from './messages-english-api.ts';
import { englishPackErrors } from './messages-english-packs.ts';
import { englishRoomErrors } from './messages-english-room.ts';
import { englishProfileErrors } from './messages-english-profiles.ts';
import { count, formatBytes, formatDuration } from './messages-format.ts';
import { words } from './message-words.ts';

const NAMES: Readonly<Record<string, string>> = { postgres: 'PostgreSQL', redis: 'Redis', mongo: 'MongoDB', mysql: 'MySQL', docker: 'Docker', native: 'Native services' };
/** @param at milliseconds since 1970 */
const clock = (at: number): string => new Date(at).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
const name = (id: string): string => (Object.hasOwn(NAMES, id) ? (NAMES[id] ?? id) : id);

/** How a process ended, for a sentence that begins with its name. */
const ending = (exitCode: number | null, signal: string | null): string =>
  signal !== null ? `was ended by ${signal}` : exitCode !== null ? `ended with exit code ${exitCode}` : 'ended';

const DOING: Readonly<Record<string, string>> = {
  starting: 'being started', checking: 'being checked', resetting: 'being reset', undoing: 'taking a reset back',
  stopping: 'being stopped', parking: 'being paused', resuming: 'being resumed', repairing: 'being repaired', disturbing: 'being given a fault', making: 'being made',
};

/** The title of an error inside another error. */
function titleOf({ code, details }: { code: string; details: Record<string, unknown> }): string {
  if (!Object.hasOwn(englishErrors, code)) return code;
  return (englishErrors[code as ErrorCode] as (details: Record<string, unknown>) => Words)(details).title;
}

const REFUSALS: Readonly<Record<ErrorDetails['WRITE_REFUSED']['reason'], readonly [why: string, next: string]>> = {
  unique: ['Another row has this value already, and it may be there only once.', 'Give it another value.'],
  'not-null': ['A column that must have a value would have none.', 'Give the column that the server names a value.'],
  check: ['A rule of the table (CHECK) does not allow the value.', 'Look at the rule that the server names, and give a value that keeps it.'],
  'refers-to-nothing': ['The row would refer to a row that is not there.', 'Give the key of a row that is there, or add that row first.'],
  'referred-to': ['Rows of another table refer to this row, so it can’t go.', 'Delete or change the rows that refer to it first.'],
  type: ['The value can’t be read as the type of its column.', 'Write it as the type wants it, such as 2026-03-01 for a date.'],
  'too-large': ['The number is too large for its column.', 'Give a smaller one.'],
  'too-long': ['The text is too long for its column.', 'Shorten it.'],
  computed: ['The server computes this column itself.', 'Leave it to its default.'],
  'not-allowed': ['This user has no right to write to the table.', 'Use a user who has it, or have it granted.'],
};

export const englishErrors: MessageTable['errors'] = {
  ...englishApiErrors,
  ...englishPackErrors,
  ...englishRoomErrors,
  ...englishProfileErrors,
  // engines
  DOCKER_NOT_FOUND: ({ attempts }) =>
    words(
      'Docker was not found',
      `${count(attempts.length, 'place was', 'places were')} tried and none of them answered.`,
      'Start Docker and look again, or go on without it: most labs run on native services.',
    ),
  DOCKER_PERMISSION: ({ place }) =>
    words(
      'Docker is there, but may not be used',
      `This account has no permission for ${place}.`,
      'On Linux, add your account to the group "docker", log out and in again, then look again. Or use native services.',
    ),
  DOCKER_TIMEOUT: ({ place, afterMs }) =>
    words(
      'Docker does not answer',
      `${place} was asked and gave no answer within ${formatDuration(afterMs)}.`,
      'Docker may still be starting, or hang. Restart it and look again, or use native services.',
    ),
  DOCKER_FAILED: ({ operation, reason }) =>
    words('Docker could not do it', `Docker failed to ${operation}: ${reason}`, 'Try again. If it stays like this, restart Docker.'),
  DOCKER_NO_ADDRESSES: ({ reason }) =>
    words(
      'Docker has no addresses left',
      `Every running lab has a network of its own, and Docker has addresses for some thirty networks only. All are in use: ${reason}`,
      'Run `docker network prune`, which removes the networks that no container uses, then try again. Or use native services.',
    ),
  IMAGE_UNKNOWN: ({ image, known }) => words(`There is no image called ${image}`, '', `The images are ${known.join(', ')}.`),
  IMAGE_MISSING: ({ service, image }, command) =>
    words(
      `The image for ${name(service)} is missing`,
      `Docker has no image ${image}. Backbench never downloads images by itself.`,
      `Build it with \`${command('images build')}\`, or name another image in the settings.`,
    ),
  IMAGE_BASE_MISSING: ({ reason }, command) =>
    words(
      'The base image could not be made',
      `All images of Backbench stand on one Debian base, and it is not there: ${reason}`,
      `Mend what the message names, then run \`${command('images build')}\` again.`,
    ),
  IMAGE_BUILD_FAILED: ({ image, reason }, command) =>
    words('An image could not be built', `Building ${image} failed: ${reason}`, `Read the last lines of the build, mend the cause and run \`${command('images build')}\` again.`),
  TOOL_MISSING: ({ tool, found, needs, platform }, command) => {
    const wanted = needs === null ? '' : ` ${needs} or newer`;
    return found === null
      ? words(`${toolTitle(tool)} was not found`, `Labs on native services need ${toolTitle(tool)}${wanted} on this computer.`, howToGet(tool, platform, command))
      : words(`${toolTitle(tool)} ${found} is too old`, `Version ${needs ?? ''} or newer is needed.`, howToGet(tool, platform, command));
  },
  LIBRARIES_FAILED: ({ stack, reason }) =>
    words(`The libraries for ${stack} could not be added`, reason, 'It takes a network, once. Read the last lines of the package manager, mend the cause and run the same command again.'),
  STACK_UNKNOWN: ({ stack, known }) =>
    words(`There are no libraries for "${stack}"`, `Libraries can be added for ${known.join(', ')}.`, 'Check the spelling.'),
  BINARY_MISSING: ({ service, attempts }) =>
    words(
      `${name(service)} is not installed`,
      `The program was looked for in ${count(attempts.length, 'place')} and not found.`,
      `Install ${name(service)} with your system's package manager and look again, or use Docker.`,
    ),
  ENGINE_UNAVAILABLE: ({ engines }) =>
    words(
      'This lab cannot run here yet',
      engines.length === 0
        ? 'No engine is there to run its services.'
        : engines.map(({ engine, missing }) => `${name(engine)}: ${missing.map(titleOf).join('; ')}`).join('\n'),
      'Open "This computer" to see what is missing and how to get it.',
    ),
  ENGINE_NOT_SUPPORTED: ({ engine, needs }) =>
    words(
      'This lab needs another engine',
      `The settings ask for ${name(engine)}, and this lab needs ${name(needs)}.`,
      'Set the engine to automatic in the settings.',
    ),
  MEMORY_LIMIT: ({ needsMb, limitMb }) =>
    words(
      'This lab needs more memory than the settings allow',
      `It needs about ${String(needsMb)} MiB, and the limit is ${String(limitMb)} MiB.`,
      'Raise the limit in the settings, or take it away, and start the lab again.',
    ),
  RUNS_AS_ROOT: ({ service }) =>
    words(
      `${name(service)} refuses to run as root`,
      `Backbench was started by the administrator, and ${name(service)} runs for ordinary users only.`,
      'Start Backbench as an ordinary user, or use Docker.',
    ),

  // services
  SERVICE_START_TIMEOUT: ({ service, afterMs }) =>
    words(
      `${name(service)} did not become ready`,
      `It was started and did not answer a query within ${formatDuration(afterMs)}.`,
      'Try again. On a busy computer, close other programs first. Its last log lines tell more.',
    ),
  SERVICE_EXITED: ({ service, exitCode, signal }) =>
    words(
      `${name(service)} stopped by itself`,
      `${name(service)} ${ending(exitCode, signal)}. Its data is kept.`,
      'Restart it. Its last log lines tell more.',
    ),
  SERVICE_UNREACHABLE: ({ service, reason }) =>
    words(`${name(service)} cannot be reached`, reason, 'Restart the service. Your data is kept.'),
  SERVICE_SEED_FAILED: ({ service, file, reason }) =>
    words(
      'The lab could not fill its database',
      `${name(service)} refused ${file}: ${reason}`,
      'This is a fault of the lab, not yours. Reset the lab to try again.',
    ),
  SERVICE_UNKNOWN: ({ service }) =>
    words('This lab has no such service', `The lab does not use ${name(service)}.`, 'Choose one of the services in the strip below the workspace.'),
  FAULT_UNAVAILABLE: ({ service }) =>
    words('This fault cannot be brought here', `${name(service)} cannot be given it in this lab, or not on this machine.`, 'The panel “Services” tells which faults there are, and why one is missing.'),
  FAULT_FAILED: ({ service, reason }) =>
    words('The fault could not be brought or taken back', `${name(service)}: ${reason}`, 'Restart the service: that ends every fault. Its data is kept.'),
  PORT_TAKEN: ({ service, port }) =>
    words(
      `${name(service)} found its port taken`,
      `Another program took port ${port} at the same moment.`,
      'Try again: another port is chosen each time.',
    ),

  // the administrator's policy
  POLICY_INVALID: ({ path, problems }) =>
    words(
      'The administrator’s policy is not valid',
      `The file ${path} can’t be used: ${problems.join('; ')}.`,
      'Tell whoever looks after this computer. Backbench does not start without the policy, because it must not be passed over.',
    ),
  SET_BY_ADMINISTRATOR: ({ what, path }) =>
    words(
      'Set by your administrator',
      what === 'engine' ? `The engine of this computer’s labs is set in ${path}.` : what === 'room' ? `Rooms on the local network are switched off on this computer, in ${path}.` : `Updates are switched off on this computer, in ${path}: no pack is imported.`,
      'Ask whoever looks after this computer.',
    ),

  // labs
  LABS_FOLDER_UNUSABLE: ({ path, reason }) =>
    words(
      'The labs could not be read',
      `The folder ${path} could not be read: ${reason}`,
      'Install Backbench again, or give it the right labs folder.',
    ),
  LAB_NOT_FOUND: ({ lab }) => words('There is no such lab', `No lab is called "${lab}".`, 'Choose one from the course outline.'),
  LAB_INVALID: ({ lab, problems }) =>
    words(
      'This lab cannot be used',
      `The lab "${lab}" has ${count(problems.length, 'problem')} in its files.`,
      'If you write this lab, mend them: the course outline follows at once. If not, tell its author.',
    ),
  VARIANT_NOT_CHOSEN: ({ lab, known }) =>
    words('Choose a language first', `The lab "${lab}" can be done in several languages.`, `The choices are ${known.join(', ')}.`),
  VARIANT_UNKNOWN: ({ lab, variant, known }) =>
    words(`There is no variant "${variant}"`, known.length === 0 ? `The lab "${lab}" has one way only.` : `The lab "${lab}" is not made for it.`,
      known.length === 0 ? 'Open the lab without naming a variant.' : `The choices are ${known.join(', ')}.`),
  STEP_NOT_FOUND: ({ step }) => words('There is no such step', `This lab has no step "${step}".`, 'Choose a step from the list.'),
  CHECK_NOT_FOUND: ({ check }) => words('There is no such check', `This lab has no check "${check}".`, 'Open the step again.'),
  SESSION_NOT_OPEN: () => words('The lab is not running', 'This needs the services of the lab, and they are stopped.', 'Start the lab, then try again.'),
  SESSION_BUSY: ({ doing }) =>
    words(
      'One moment',
      `The lab is ${Object.hasOwn(DOING, doing) ? DOING[doing] : `busy (${doing})`} and cannot do a second thing at once.`,
      'Wait until it is done, then try again.',
    ),
  NOTHING_TO_UNDO: () => words('There is nothing to undo', 'Nothing was reset, restored or jumped over that is not undone already.', ''),
  CHECKPOINT_UNKNOWN: ({ checkpoint }) => words('This checkpoint is not there any more', `Checkpoint ${checkpoint} was removed, or belongs to the other engine. Nothing was changed.`, 'Choose another one from the timeline.'),
  CHECKPOINT_DAMAGED: ({ name, reason }) => words('This checkpoint cannot be restored', `What was kept as ${name} is not complete: ${reason}. Nothing was changed.`, 'Choose another one from the timeline.'),
  RESTORE_UNFINISHED: ({ reason }) => words('A restore was cut short', `Your files and data as they were before are kept, but could not be brought back yet: ${reason}.`, 'Try again: starting the lab goes on with it.'),
  NO_MORE_HINTS: () => words('There are no more hints', 'All hints of this check are shown.', ''),

  // workspace
  PATH_REFUSED: ({ path, reason }) => words('This path is not allowed', `${path}: ${reason}`, 'Use a name inside the workspace, with forward slashes.'),
  FILE_NOT_FOUND: ({ path }) => words('The file is gone', `${path} is not in the workspace any more.`, 'Save it again to bring it back, or choose another file.'),
  FILE_TOO_LARGE: ({ path, bytes, limitBytes }) =>
    words(
      'The file is too large for the editor',
      `${path} has ${formatBytes(bytes)}; the editor takes up to ${formatBytes(limitBytes)}.`,
      'Look at it in the terminal, for example with `less`.',
    ),
  FILE_CHANGED: ({ path }) =>
    words(
      'The file changed meanwhile',
      `Another program changed ${path} after it was opened here. Nothing was overwritten.`,
      'Compare the two versions and choose which one to go on with; the other is kept beside it.',
    ),
  FILE_NOT_TEXT: ({ path }) => words('This is not a text file', `${path} does not hold UTF-8 text.`, 'Look at it in the terminal.'),

  // query panel
  QUERY_FAILED: ({ message, hint }) => words('The server answered with an error', message, hint ?? ''),
  ROW_GONE: ({ statement }) =>
    words('A row that you changed is not there any more', `Another session deleted it or changed its key, so nothing was written: ${statement}`, 'Run the query again to see the rows as they are now.'),
  WRITE_REFUSED: ({ reason, statement, message }) => {
    const [why, what] = REFUSALS[reason];
    return words('The server refused a row, so nothing was written', `${why} The server: ${message}\nThe statement: ${statement}`, what);
  },
  QUERY_UNREADABLE: ({ message }) =>
    words('This could not be read', message, 'Look for a missing quote, bracket or comma near the mark.'),

  // terminal
  TERMINAL_NOT_FOUND: () => words('This terminal is closed', 'Its shell has ended.', 'Open a new one.'),
  TERMINAL_FAILED: ({ reason }) => words('The terminal could not be opened', reason, 'Try again. If the lab is stopped, start it first.'),

  // data on this machine
  DISK_FULL: ({ path }) =>
    words('The disk is full', `There was no room left to write ${path}. What was saved before is kept.`, 'Free some space, then try again.'),
  DATA_FOLDER_UNUSABLE: ({ path, reason }) =>
    words('The data folder cannot be used', `${path}: ${reason}`, 'Give your account the right to write there, or start Backbench with another data folder.'),
  DATABASE_CORRUPT: ({ path, reason }) =>
    words(
      'The progress file is damaged',
      `${path} cannot be read: ${reason}. It was left exactly as it is.`,
      'Put a backup in its place, or move it away to start with empty progress. Then start Backbench again.',
    ),
  DATABASE_NEWER: ({ path, found, supported }) =>
    words(
      'The progress file is from a newer Backbench',
      `${path} has version ${found}; this Backbench reads up to ${supported}. It was not touched.`,
      'Install the newer Backbench.',
    ),
  MIGRATION_FAILED: ({ path, from, to, backup, reason }) =>
    words(
      'The progress file could not be brought up to date',
      `Going from version ${from} to ${to} failed: ${reason}. ${path} is as it was; a verified copy is at ${backup}.`,
      'Free some disk space and start Backbench again.',
    ),
  PLACE_NOT_FOUND: ({ path }) => words('Nothing is there', `There is no file or folder ${path}.`, 'Look at the name; for a stick, whether it is plugged in and mounted.'),
  PLACE_NOT_WRITABLE: ({ path, reason }) => words('Nothing can be written there', `${path} could not be written: ${reason}. Nothing was changed there.`, 'Choose another place, or see to it that you may write there; for a stick, that it is still plugged in.'),
  PROGRESS_FILE_UNREADABLE: ({ file, reason }) =>
    words('This is no progress file that can be read', `${file}: ${reason}.`, 'Export the progress again on the learner\'s machine, and bring the new file.'),
  LEARNER_UNKNOWN: ({ learner, known }) =>
    words('No one learner of the class is called so', `${learner} was asked for. The class has: ${known.join(', ') || 'nobody yet'}.`, 'Give a name as it stands in the report, or the beginning of the device that stands beside it.'),
  RECHECK_NOT_AGREED: ({ learner }) =>
    words('This would run the learner’s code on your computer', `Without a container engine, what ${learner} wrote runs with all your rights: it can read and change your files.`, 'Start Docker, or say that you agree: on the command line with --agree-native.'),
  RECHECK_OTHER_VERSION: ({ lab, theirs, here }) =>
    words('The work is on another version of this lab', `${lab}: the learner has version ${String(theirs)}, this computer has ${String(here)}.`, 'Bring both computers to the same pack or app, then check again.'),
  RECHECK_NO_WORK: ({ learner }) =>
    words('There are no files to check', `The newest file of ${learner} came without the work itself.`, 'Ask the learner to hand in again, with the files of the labs.'),
  ASSIGNMENT_UNREADABLE: ({ file, reason }) =>
    words('This is no assignment that can be read', `${file}: ${reason}.`, 'An assignment ends in .bbassign. Ask the teacher for the file again.'),
  ASSIGNMENT_SIGNATURE_WRONG: ({ file }) =>
    words('The assignment is not as it was signed', `${file} was changed after it was made, or its signature is not from the key that it names.`, 'Ask the teacher for the file again.'),
  ASSIGNMENT_KEY_UNKNOWN: ({ title, fingerprint }) =>
    words('Nobody here trusts the key of this assignment yet', `"${title}" is signed with the key ${fingerprint}.`, 'Compare the key with the one that the teacher shows, then trust it: on the command line with --fingerprint.'),
  ASSIGNMENT_KEY_CHANGED: ({ title, expected, found }) =>
    words('The assignment is signed with another key than before', `"${title}" was signed with ${expected}, and this file with ${found}.`, 'Ask the teacher. Where both are right, remove the assignment that is here first.'),
  ASSIGNMENT_OLDER: ({ title, here, found }) =>
    words('A newer version of this assignment is here', `"${title}": number ${String(here)} is here, and this file is number ${String(found)}.`, 'Nothing needs to be done. For the newest one, ask the teacher.'),
  ASSIGNMENT_MIXED: ({ title, number }) =>
    words('Two versions of this assignment have the same number', `"${title}", number ${String(number)}, is here with other words.`, 'Ask the teacher to make it again: it then gets a higher number.'),
  ASSIGNMENT_UNKNOWN: ({ id, known }) =>
    words('There is no such assignment', `${id} was asked for. There are: ${known.join(', ') || 'none yet'}.`, 'Give the id of one of these.'),
  EXAM_FORBIDS: ({ help, until }) =>
    words({
      hint: 'There are no hints in an exam', reference: 'There are no reference answers in an exam', 'earlier-state': 'An exam begins anew',
    }[help], help === 'earlier-state' ? 'Work from before the exam can\'t be brought back while it lasts.' : `This lab is part of an exam that lasts until ${clock(until)}.`, 'Go on without it. Hand the exam in to have all of it again.'),
  EXAM_NONE: ({ title }) => words('This is no exam', `"${title}" is an assignment without a time of its own.`, 'Work on its labs whenever you like.'),
  EXAM_UNDER_WAY: ({ id, until }) => words('An exam is under way', `${id} lasts until ${clock(until)}.`, 'Hand it in first.'),
  EXAM_ONCE: ({ title, at }) => words('This exam was begun before', `"${title}" was begun on ${clock(at)}, and an exam is done once.`, 'Ask the teacher: a new assignment can be begun again.'),
  EXAM_CLOSED: ({ title, at }) => words('The time for this exam is over', `"${title}" could be begun until ${clock(at)}.`, 'Ask the teacher.'),
  EXAM_LABS_MISSING: ({ title, labs }) => words('Labs of this exam are missing', `"${title}" needs ${labs.join(', ')}.`, 'Import the pack that has them, then begin.'),
  EXAM_NOT_UNDER_WAY: () => words('No exam is under way', 'There is nothing to hand in.', 'What you did in an exam that is over is in your progress: hand that in.'),
  CERTIFICATE_UNREADABLE: ({ file, reason }) =>
    words('This is no certificate', `${file} can't be read as one: ${reason}`, 'A certificate ends in .bbcert. Ask for the file itself, not a picture of it.'),
  CERTIFICATE_SIGNATURE_WRONG: ({ file }) =>
    words('The certificate is not as it was signed', `${file} was changed after it was made, or its signature is not from the key that it names.`, 'Do not rely on it. Ask whoever issued it for the file.'),
  CERTIFICATE_REFUSED: ({ name, why, missing }) => (why === 'tampered'
    ? words('No certificate from this history', `The history of ${name} is not as it was written.`, 'Look at what was found in it, and talk to the learner.')
    : words('Not everything is passed yet', missing.length === 0 ? `There is nothing of ${name} yet.` : `Not passed: ${missing.join(', ')}.`, 'Pass these labs first, or ask for the certificate of one stage.')),
  DATA_IN_USE: ({ path }) =>
    words('Backbench is running', `Another process works with ${path}. Nothing was erased.`, 'Close the app and every "backbench" command, then try again.'),
  ERASE_INCOMPLETE: ({ left }) =>
    words('Not everything could be erased', left.map(({ path, reason }) => `${path}: ${reason}`).join('\n'), 'Close what has these files open, then erase again: it goes on with what is left.'),
  PROGRESS_SIGNATURE_WRONG: ({ file }) =>
    words(
      'The progress file was changed after it was made',
      `${file} is not what its key signed. It may have been damaged on its way, or edited. Nothing of it was used.`,
      'Export the progress again on the learner\'s machine, and bring the new file.',
    ),

  // the app's own parts
  CANCELLED: () => words('Cancelled', 'What was begun has been undone.', ''),
  HOST_GONE: () =>
    words('The lab host stopped', 'The part of Backbench that runs the labs ended. A new one takes over; your saved work is kept.', 'Wait a moment, then try again.'),
  INPUT_REFUSED: ({ issues }) =>
    words(
      'This input is not accepted',
      issues.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('\n'),
      'Correct it and try again.',
    ),
  INTERNAL: ({ reason }) =>
    words('Something went wrong inside Backbench', reason, 'Your saved work is kept. Try again; if it happens again, restart Backbench.'),
};
