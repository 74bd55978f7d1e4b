// Reads what vitest wrote about a run: how many tests passed and failed, and which.
import { readFileSync } from 'node:fs';

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string[]} failures what failed and why, for reading
 * @property {string[]} skips which tests were skipped
 * @property {string[]} secondTries what passed only at its second try, and what it said at the first
 */

/**
 * @typedef {object} Report the part of vitest's JSON that is used here
 * @property {{ name: string, status: string, message?: string, assertionResults: { fullName: string, status: string, failureMessages?: string[] }[] }[]} testResults
 */

/** Lines of an error shown in the summary; the log has all of it. */
const MESSAGE_LINES = 6;

/**
 * @param {string} file vitest's JSON report
 * @param {{ code: number, reason: string }} outcome how the process ended
 * @param {() => string[]} logTail the end of the run's log, for failures that the report does not explain
 * @returns {Counts} a file that could not be loaded counts as one failure, and so does a run that failed otherwise
 */
export function readReport(file, outcome, logTail = () => []) {
  /** @type {Counts} */
  const counts = { passed: 0, failed: 0, skipped: 0, failures: [], skips: [], secondTries: [] };
  /** @type {Report | undefined} */
  let report;
  try {
    report = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // Told below: a run that leaves no report has failed, or found no test.
  }
  for (const result of report?.testResults ?? []) {
    const where = inSources(result.name);
    const test = result.assertionResults;
    if (result.status === 'failed' && !test.some((each) => each.status === 'failed')) {
      counts.failed += 1;
      // The report is silent about a hook of a group of tests; the log's end tells of it.
      counts.failures.push((result.message ?? '') === '' ? [`${where}:`, ...logTail()].join('\n      ') : `${where}: ${brief(result.message)}`);
    }
    for (const each of test) {
      if (each.status === 'passed') {
        counts.passed += 1;
        // Vitest keeps what was thrown before a test passed.
        if ((each.failureMessages ?? []).length > 0) counts.secondTries.push(`${where} › ${each.fullName}\n${brief(each.failureMessages?.join('\n'))}`);
      }
      else if (each.status === 'failed') {
        counts.failed += 1;
        counts.failures.push(`${where} › ${each.fullName}\n${brief(each.failureMessages?.join('\n'))}`);
      } else {
        counts.skipped += 1;
        counts.skips.push(`${where} › ${each.fullName}`);
      }
    }
  }
  if (outcome.code !== 0 && counts.failed === 0) {
    counts.failed = 1;
    counts.failures.push([`the run ${outcome.reason}`, ...logTail()].join('\n      '));
  }
  if (outcome.code === 0 && counts.passed + counts.failed + counts.skipped === 0) {
    counts.failed = 1;
    counts.failures.push('the run found no test');
  }
  return counts;
}

/** The checkout may have had another path for the user who ran the tests. @param {string} path */
const inSources = (path) => path.replaceAll('\\', '/').replace(/^.*?\/(?=(src|tests|scripts)\/)/, '');

/** @param {string | undefined} message */
function brief(message) {
  const lines = (message ?? 'no message').split('\n').filter((line) => line.trim() !== '' && !/^\s+at .*node_modules/.test(line));
  return lines.slice(0, MESSAGE_LINES).map((line) => `      ${line}`).join('\n');
}
