/** Checks of a repository in the workspace: its state, however it came about. */
import type { GitCheck } from '../../shared/check-format/git.ts';
import { isCode } from '../../shared/errors.ts';
import type { Evidence } from '../../shared/verdict.ts';
import type { CheckTools } from './check-context.ts';
import { firstLine, gitDifferences, statusLines, type GitFacts } from './git-expectations.ts';
import { history, resolveRef } from './git-graph.ts';
import { openRepository, RepositoryUnreadable } from './git-reader.ts';
import { readFiles, readMore, readState, type GitState } from './git-state.ts';
import { labFault, message, notYet, PASSED, type Outcome } from './outcome.ts';
import { cutText } from './rows-evidence.ts';

/** Commits of the history that are shown. */
const SHOWN_COMMITS = 12;
/** Characters of a value that are shown. */
const MAX_SHOWN = 2_000;

/** @throws what the engine throws; the signal's reason */
export async function checkGit(check: GitCheck, tools: CheckTools): Promise<Outcome> {
  try {
    return await compare(check, tools);
  } catch (error) {
    const place = check.repository === undefined ? 'the workspace' : check.repository;
    if (error instanceof RepositoryUnreadable) return notYet('repository-missing', [message(place, plainly(error.message))]);
    if (isCode(error, 'BINARY_MISSING')) return labFault('The program git is not on this machine.');
    throw error;
  }
}

async function compare({ repository, expect }: GitCheck, tools: CheckTools): Promise<Outcome> {
  const reader = await openRepository(repository, tools);
  const [state, more] = await Promise.all([readState(reader), readMore(reader, expect)]);
  const names = (expect.files ?? []).flatMap(({ at, path }) => {
    const commit = resolveRef(at, state);
    return commit === null ? [] : [`${commit}:${path}`];
  });
  const facts: GitFacts = { state, more, files: await readFiles(reader, names) };
  const differences = gitDifferences(expect, facts);
  if (differences.length === 0) return PASSED;
  const shown = differences.map(({ path, expected, got }): Evidence => ({ kind: 'value', path, expected: cutText(expected, MAX_SHOWN), got: cutText(got, MAX_SHOWN) }));
  const log = historyLines(state);
  const got = [...differences.map(({ path, got: text }) => `${path}: ${text}`), ...statusLines(state.status), ...log].join('\n');
  return notYet('repository-differs', [...shown, message('Your history, newest first', log.length === 0 ? 'no commit yet' : log.join('\n'))], { got });
}

/** As `git log --oneline --decorate` would write it. */
function historyLines(state: GitState): string[] {
  const names = new Map<string, string[]>();
  const name = (commit: string | null, text: string): void => {
    if (commit !== null) names.set(commit, [...names.get(commit) ?? [], text]);
  };
  const { branch, head } = state.status;
  name(head, branch === null ? 'HEAD' : `HEAD -> ${branch}`);
  for (const [ref, { commit }] of state.refs) {
    const short = ref.replace(/^refs\/(heads|remotes)\//, '').replace(/^refs\/tags\//, 'tag: ');
    if (ref !== `refs/heads/${branch ?? ''}`) name(commit, short);
  }
  const others = [...state.refs.values()].map(({ commit }) => commit);
  const all = new Map([head, ...others].flatMap((commit) => [...history(commit, state)]));
  // The log lists newest first; the commits were read in that order.
  const inOrder = [...state.commits.values()].filter(({ id }) => all.has(id));
  return inOrder.slice(0, SHOWN_COMMITS).map(({ id, message: text }) => {
    const labels = names.get(id);
    return `${id.slice(0, 7)}${labels === undefined ? '' : ` (${labels.join(', ')})`} ${firstLine(text)}`;
  });
}

/** Git's own words, but for the one that everybody meets. */
function plainly(text: string): string {
  return /not a git repository/i.test(text) ? 'There is no repository in this folder. `git init` makes one.' : text;
}
