/**
 * Runs git on a learner's repository to look, and only to look. A repository's own settings can name programs
 * (hooks, monitors, filters, pagers, helpers of transports); none of them is run, nothing is fetched, and no
 * repository above the folder is taken for it.
 */
import { isCode } from '../../shared/errors.ts';
import type { RunResult } from '../engines/engine.ts';
import type { CheckTools } from './check-context.ts';

/** More than any lab's repository says, in bytes. */
const MAX_OUTPUT_BYTES = 8 * 1024 * 1024;

/** https://git-scm.com/docs/git#_environment_variables */
const ENVIRONMENT: Readonly<Record<string, string>> = {
  GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null', GIT_ATTR_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', GIT_NO_LAZY_FETCH: '1', GIT_NO_REPLACE_OBJECTS: '1',
  GIT_ALLOW_PROTOCOL: 'none', GIT_ASKPASS: '', GIT_PAGER: 'cat', GIT_EDITOR: 'false', LC_ALL: 'C.UTF-8',
};

/** https://git-scm.com/docs/git-config ; what is named here wins over the repository's own. */
const SETTINGS: readonly string[] = [
  'core.fsmonitor=false', 'core.hooksPath=/dev/null', 'core.untrackedCache=false', 'core.quotePath=false',
  'log.showSignature=false', 'log.showRoot=true', 'status.submoduleSummary=false', 'color.ui=false',
];

/** A repository that there is none of, or git's own words about it. */
export class RepositoryUnreadable extends Error {}

export interface GitReader {
  /** @param accepted exit codes beside 0 that are an answer @throws RepositoryUnreadable with git's words */
  git(args: readonly string[], options?: { stdin?: string; accepted?: readonly number[]; env?: Record<string, string> }): Promise<RunResult>;
}

/**
 * @param folder of the workspace
 * @throws RepositoryUnreadable when there is no repository in exactly this folder; what the engine throws
 */
export async function openRepository(folder: string | undefined, tools: CheckTools): Promise<GitReader> {
  const until = performance.now() + tools.deadlineMs;
  async function run(more: Record<string, string>, args: readonly string[], options: { stdin?: string; accepted?: readonly number[]; env?: Record<string, string> } = {}): Promise<RunResult> {
    // The folder is named, so that git looks for no other one above it.
    const command = ['git', '--no-pager', '--git-dir=.git', '--work-tree=.', ...SETTINGS.flatMap((setting) => ['-c', setting]), ...args];
    const result = await tools.context.environment.run({
      command, maxOutputBytes: MAX_OUTPUT_BYTES, env: { ...ENVIRONMENT, ...more, ...options.env },
      ...(folder === undefined ? {} : { cwd: folder }), ...(options.stdin === undefined ? {} : { stdin: options.stdin }),
    }, { signal: tools.signal, deadlineMs: Math.max(1, until - performance.now()) }).catch((error: unknown) => {
      if (isCode(error, 'FILE_NOT_FOUND')) throw new RepositoryUnreadable('There is no such folder.');
      throw error;
    });
    if (result.timedOut) throw new RepositoryUnreadable('git did not end in time.');
    if (result.cut) throw new RepositoryUnreadable('The repository is far larger than this lab needs.');
    if (result.exitCode !== 0 && options.accepted?.includes(result.exitCode ?? -1) !== true) {
      throw new RepositoryUnreadable(result.stderr.trim() || `git ended with ${String(result.exitCode ?? result.signal)}.`);
    }
    return result;
  }
  const [, names] = await Promise.all([
    run({}, ['rev-parse', '--git-dir']),
    run({}, ['config', '--list', '--name-only', '-z']),
  ]);
  // Programs that would be run over files when they are compared (https://git-scm.com/docs/gitattributes, filter).
  const filters = new Set([...names.stdout.matchAll(/(?:^|\0)(filter\.[^\0]*)\.[^.\0]*/g)].map(([, name]) => name ?? ''));
  // As variables, because `-c` can't take a name that holds an equals sign.
  const off = asVariables([...filters].flatMap((name) => [[`${name}.clean`, ''], [`${name}.smudge`, ''], [`${name}.process`, ''], [`${name}.required`, 'false']]));
  return { git: (args, options) => run(off, args, options) };
}

/** Settings as git reads them from the environment. */
function asVariables(settings: string[][]): Record<string, string> {
  const variables = settings.flatMap(([key = '', value = ''], index) => [[`GIT_CONFIG_KEY_${String(index)}`, key], [`GIT_CONFIG_VALUE_${String(index)}`, value]]);
  return { ...Object.fromEntries(variables) as Record<string, string>, GIT_CONFIG_COUNT: String(settings.length) };
}
