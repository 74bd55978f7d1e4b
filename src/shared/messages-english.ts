/** The English table: states, verdicts, reasons and acts. The errors have a file of their own. */
import type { MessageTable, Words } from './messages.ts';
import { ENGLISH_UNITS } from './messages-format.ts';
import { englishErrors } from './messages-english-errors.ts';

const words = (title: string, text: string, next: string): Words => ({ title, text, next });

/** `Starting` or `Starting PostgreSQL`. */
const act = (verb: string) => (subject: string) => (subject === '' ? verb : `${verb} ${subject}`);

export const english: MessageTable = {
  units: ENGLISH_UNITS,
  errors: englishErrors,
  unknownError: (code) =>
    words(
      'Something went wrong',
      `The app met an error that it has no words for (${code}).`,
      'Your work is kept. Try again; if it happens again, restart Backbench.',
    ),

  reasons: {
    'rows-differ': words('The rows differ', 'Your result holds other rows than expected.', 'Compare the marked rows.'),
    'row-order-differs': words('The order differs', 'The rows are right. Their order is not.', 'Look at what the step says about sorting, and at the direction.'),
    'columns-differ': words('The columns differ', 'Your result has other columns than expected, or in another order.', 'Compare the column lists.'),
    'value-differs': words('The value differs', 'What was found is not what was expected.', 'Compare the two values.'),
    'no-result': words('There is no result', 'Nothing came back that could be compared.', 'Make sure that your answer returns something.'),
    'file-missing': words('The file is missing', 'The file that this check reads is not in your workspace.', 'Create the file with exactly the name that the step gives.'),
    'file-empty': words('The file is empty', 'The file that this check reads has nothing in it but blanks or comments.', 'Write your answer into the file and save it.'),
    'file-text-missing': words('Something is missing in the file', 'The file does not hold what this check looks for.', 'Read the task again and compare it with your file.'),
    'file-text-forbidden': words('The file holds something it should not', 'The file holds a text that this step asks to leave out.', 'Read the task again and take that part out.'),
    'more-than-one-statement': words('More than one statement', 'The file holds more than one statement. This check runs exactly one.', 'Keep the one that answers the task; take the others out or turn them into comments.'),
    'not-read-only': words('This answer changes data', 'This check runs your answer where nothing may be changed, and it tried to change something.', 'Answer with a query that only reads.'),
    'query-failed': words('The server refused the query', 'Your query reached the server, and the server answered with an error.', "Read the server's message: it names the place."),
    'query-timeout': words('The query took too long', 'Your query did not finish in the time that this check allows.', 'Look for a join without a condition, or a missing filter.'),
    'query-unreadable': words('The answer could not be read', 'The text is not complete, or not in the language that the server speaks.', 'Look for a missing quote, bracket or semicolon.'),
    'plan-differs': words('The plan is another one', 'The server gets the answer in another way than this check asks for.', 'Look at the marked lines of the plan.'),
    'reads-too-much': words('Too much is read', 'The server reads more than this check allows before it has the answer.', 'Look for the line of the plan that reads most, or removes most rows.'),
    'step-accepted': words('It was let through', 'The server did something that it was to refuse.', 'Look at the marked line: which rule would have stopped it?'),
    'step-refused': words('It was refused', 'The server refused something that was to succeed.', "Read the server's message at the marked line."),
    'step-waits': words('It waits', 'A session waits for a lock that another one keeps, where it was to go on.', 'Look at which session it waits for, and what that one has changed.'),
    'step-does-not-wait': words('It does not wait', 'A session went on where it was to wait for another.', 'Look at what the other session is doing at that moment.'),
    'status-differs': words('Another status code was expected', 'Your application answered with a different HTTP status.', 'Look at the exchange below: request first, then the answer.'),
    'header-differs': words('A header differs', 'A header of the answer is missing or has another value.', 'Look at the exchange below.'),
    'body-differs': words('The body differs', 'The body of the answer is not what was expected.', 'Look at the path that is named, and at the exchange.'),
    'body-not-json': words('The body is not JSON', 'A JSON document was expected in the body of the answer.', 'Send the body as JSON, with a matching content-type header.'),
    'no-response': words('No answer came', 'Your application took the request and did not answer it in time.', 'Look for a handler that never sends a response, or an error in its log.'),
    'exit-code-differs': words('The exit code differs', 'The command ended in another way than expected.', 'Read what it printed below: errors stand at the end.'),
    'printed-differs': words('The log differs', 'What the program wrote to standard output for this request is not what was expected.', 'Compare the lines below with what the task asks for.'),
    'output-differs': words('The output differs', 'The command printed something else than expected.', 'Compare the two outputs.'),
    'error-output-differs': words('The error output differs', 'What the command printed to standard error is not what was expected.', 'Messages for people go to standard error, results to standard output.'),
    'output-not-json': words('The output is not JSON', 'A JSON document was expected on standard output.', 'Print the document and nothing else; messages go to standard error.'),
    'output-too-large': words('The output is too large', 'The command printed far more than the task asks for.', 'Look for a loop that prints too often.'),
    'command-timeout': words('The command took too long', 'It did not end in the time that this check allows, and was stopped.', 'Look for a loop that never ends, or for a program that waits for input.'),
    'program-missing': words('The program is missing', 'The program that this check runs is not there, or may not be run.', 'Create the file with exactly the name that the step gives; a script also needs the right to be run (chmod +x).'),
    'build-failed': words('The build failed', 'Your program could not be built, so it was not run.', 'Read the first error below: the others often follow from it.'),
    'memory-above': words('It used too much memory', 'The result is right, and the command used more memory than this task allows.', 'Look for a place where all of the input is held at once.'),
    'process-differs': words('Something else runs', 'What runs in your terminals is not what the step asks for.', 'Compare what was expected with the list of what runs.'),
    'container-differs': words('The image or container differs', 'What Docker has is not what the step asks for.', 'Compare what was expected with what is there, part by part.'),
    'repository-missing': words('There is no repository', 'This check looks at a Git repository, and there is none that can be read where it looks.', 'Look at the folder that you are in, and make the repository there.'),
    'repository-differs': words('The repository differs', 'The repository is not in the state that the step asks for.', 'Compare what was expected with what is there, part by part.'),
    'app-exited': words('Your application stopped', 'It ended before it could answer.', 'Read its last lines below: they usually name the file and the line.'),
    'app-not-listening': words('Your application does not listen', 'It runs, but nothing answers on the port that the variable PORT names.', 'Let it listen on the port in PORT, and look at its log.'),
    'openapi-invalid': words('The OpenAPI document is not valid', 'The document cannot be used as it is.', 'Look at the place that is named; editors can check OpenAPI as you type.'),
    'requests-fail': words('A test fails where nothing is wrong', 'Your requests were sent to a program that does all that it should, and one of them says otherwise.', 'Look at what the test expects and what came. Does it ask for something that was never promised?'),
    'requests-missing': words('A request is missing', 'Not everything that the task names is sent and tested.', 'Save the request that is missing, with a test.'),
    'fault-not-caught': words('A fault gets through', 'A program with a fault in it passed all your tests.', 'Ask what would have to be different in an answer if this fault were there, and test that.'),
    'openapi-differs': words('The answer is not as your document says', 'What your application answered and what your OpenAPI document promises are not the same.', 'Decide which of the two is wrong, and change that one.'),
    'stream-differs': words('The stream is not as expected', 'A message did not come, came late, or is another one.', 'Look at what was received, and at the log of your application.'),
    'load-differs': words('The measured difference is too small', 'Both ways were measured by turns, and the ratio between them is not what this step asks for.', 'Look at the table: which number moved, and which did not?'),
    'load-errors': words('Requests failed under load', 'Some requests were not answered, or were answered with an error.', 'Look at the log of your application: what runs out when many ask at once?'),
    'answer-missing': words('The question is not answered', 'This check asks you something, and you have not answered yet.', 'Give your answer above, then check again.'),
    'answer-differs': words('Another answer is right', 'This is not the answer.', 'Look it up in the lesson, or try it out on your own server.'),
    'answer-no-number': words('This is not a number', 'The question wants a number, written in digits with a point for fractions.', 'Write it like 1234.5.'),
    'service-down': words('A service of this lab does not answer', 'The check could not run because a service is down. This is not your fault, and nothing was counted.', 'Restart the service, then check again.'),
    'waits-for': words('Not its turn yet', 'This check looks again once the checks that it waits for have passed.', 'Do what those ask for first.'),
    unchanged: words('Nothing happened yet', 'It is as it was when the step began. This check waits for something to happen.', 'Do what the step asks for, then check again.'),
    'lab-fault': words('This lab has a fault', 'The check itself could not run. This is not your fault, and nothing was counted.', 'Try again. If it stays like this, reset the lab; your progress is kept.'),
  },

  verdicts: {
    passed: { word: 'Passed', text: 'This is right.' },
    'not-yet': { word: 'Not yet', text: 'This is not right yet.' },
    broken: { word: 'Lab is broken', text: 'The lab failed, not you. Nothing was counted.' },
  },
  checkUntried: 'Not checked yet',
  checkRunning: 'Checking',

  serviceStates: { starting: 'starting', ready: 'ready', paused: 'paused', stopped: 'stopped', failed: 'failed' },
  sessionStates: { closed: 'Stopped', starting: 'Starting', open: 'Running', parked: 'Paused', failed: 'Failed to start' },

  activities: {
    starting: act('Starting'),
    checking: act('Checking'),
    resetting: act('Resetting'),
    restoring: act('Going to a checkpoint'),
    jumping: act('Jumping ahead'),
    undoing: act('Undoing'),
    keeping: act('Keeping a checkpoint'),
    stopping: act('Stopping'),
    parking: act('Pausing'),
    resuming: act('Resuming'),
    repairing: act('Repairing'),
  },

  checkpoints: {
    start: () => 'Start of the lab',
    'step-start': (step) => `Start of “${step}”`,
    'before-reset': (step) => `Before a reset, in “${step}”`,
    'before-restore': (step) => `Before going to a checkpoint, in “${step}”`,
    'before-jump': (step) => `Before jumping ahead, in “${step}”`,
    'before-undo': (step) => `Before an undo, in “${step}”`,
  },
  stages: {
    fundamentals: 'Programming fundamentals',
    databases: 'Databases',
    'server-side': 'Server-side development',
    security: 'Authentication and security',
    'system-design': 'System design',
    devops: 'Deployment and DevOps',
    projects: 'Projects',
  },
  levels: { beginner: 'Beginner', intermediate: 'Intermediate', advanced: 'Advanced', professional: 'Professional' },
  services: { postgres: 'PostgreSQL', redis: 'Redis', mongo: 'MongoDB', mysql: 'MySQL' },
  engines: { docker: 'Docker', native: 'Native services' },

  doctorGroups: {
    docker: 'Docker',
    images: 'Images',
    native: 'Native services',
    tools: 'Tools',
    data: 'Data on this computer',
  },
  doctorStates: { ok: 'works', missing: 'not found', failed: 'failed' },
};
