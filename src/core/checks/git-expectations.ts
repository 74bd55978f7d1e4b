/** Compares a repository with what was expected of it: every part that is not so, with expected and got. */
import type { GitExpectation, GitFileExpectation } from '../../shared/check-format/git.ts';
import { hasPattern } from './author-pattern.ts';
import { plainText } from './command-output.ts';
import { broughtByMerge, history, historySince, resolveRef } from './git-graph.ts';
import type { GitMore, GitState } from './git-state.ts';
import { findDifference } from './match.ts';
import { writtenValue } from './written-value.ts';

export interface GitDifference {
  /** Which part of the repository. */
  path: string;
  expected: string;
  got: string;
}

export interface GitFacts {
  state: GitState;
  more: GitMore;
  /** By `<commit>:<path>`. */
  files: ReadonlyMap<string, string | null>;
}

export function gitDifferences(expect: GitExpectation, facts: GitFacts): GitDifference[] {
  const { state } = facts;
  return [
    ...checkedOut(expect.branch, state),
    ...branches(expect.branches, state),
    ...(expect.commits ?? []).flatMap((each) => commits(each, facts)),
    ...merged(expect.merged, state),
    ...clean(expect.clean, state),
    ...pathLists(expect, facts),
    ...(expect.files ?? []).flatMap((each) => file(each, facts)),
    ...conflictFree(expect.conflictFree, facts),
    ...remote(expect.remote, facts),
    ...(expect.tags ?? []).flatMap((each) => tag(each, state)),
    ...linear(expect.linear, state),
  ];
}

const list = (items: readonly string[]): string => (items.length === 0 ? 'none' : items.join('\n'));
const noSuch = (name: string): string => `no branch or tag "${name}"`;

function checkedOut(branch: string | undefined, { status }: GitState): GitDifference[] {
  if (branch === undefined || status.branch === branch) return [];
  return [{ path: 'the branch you are on', expected: branch, got: status.branch ?? 'no branch (HEAD is detached)' }];
}

function branches(expect: GitExpectation['branches'], state: GitState): GitDifference[] {
  const there = [...state.refs.keys()].filter((name) => name.startsWith('refs/heads/')).map((name) => name.slice('refs/heads/'.length));
  // A branch begins to exist with its first commit; until then HEAD alone names it.
  if (state.status.head === null && state.status.branch !== null) there.push(state.status.branch);
  const missing = (expect?.present ?? []).filter((name) => !there.includes(name));
  const extra = (expect?.absent ?? []).filter((name) => there.includes(name));
  return [
    ...(missing.length === 0 ? [] : [{ path: 'branches', expected: list(missing), got: list(there) }]),
    ...(extra.length === 0 ? [] : [{ path: 'branches', expected: `no branch ${extra.join(', ')}`, got: list(there) }]),
  ];
}

type CommitsExpectation = NonNullable<GitExpectation['commits']>[number];

function commits(expect: CommitsExpectation, { state, more }: GitFacts): GitDifference[] {
  const from = resolveRef(expect.on, state);
  const path = `commits on ${expect.on}${expect.since === undefined ? '' : ` since ${expect.since}`}`;
  if (from === null && expect.on !== 'HEAD') return [{ path, expected: `a branch or tag "${expect.on}"`, got: noSuch(expect.on) }];
  const found = historySince(from, expect.since === undefined ? null : resolveRef(expect.since, state), state);
  const subjects = list(found.map(({ message }) => firstLine(message)));
  const { atLeast, atMost, messages = [], everyMessage, author } = expect;
  const differences: GitDifference[] = [];
  if (atLeast !== undefined && found.length < atLeast) differences.push({ path, expected: `at least ${count(atLeast)}`, got: `${count(found.length)}${found.length === 0 ? '' : `:\n${subjects}`}` });
  if (atMost !== undefined && found.length > atMost) differences.push({ path, expected: `at most ${count(atMost)}`, got: `${count(found.length)}:\n${subjects}` });
  const missing = messages.filter((regex) => !found.some(({ message }) => hasPattern(regex, 'is', message)));
  if (missing.length > 0) differences.push({ path: `messages of ${path}`, expected: list(missing.map((regex) => `one that matches /${regex}/`)), got: subjects });
  const odd = everyMessage === undefined ? [] : found.filter(({ message }) => !hasPattern(everyMessage, 'is', message));
  if (odd.length > 0) differences.push({ path: `messages of ${path}`, expected: `each matches /${everyMessage ?? ''}/`, got: list(odd.map(({ message }) => firstLine(message))) });
  const filesOf = (id: string): string => [...more.changes.get(id) ?? []].sort().join(', ');
  const undone = (expect.changes ?? []).filter((change) => !found.some(({ id, message }) =>
    filesOf(id) === [...change.files].sort().join(', ') && (change.message === undefined || hasPattern(change.message, 'is', message))));
  if (undone.length > 0) {
    const wanted = undone.map((change) => `one that changes ${change.files.join(', ')} and nothing else${change.message === undefined ? '' : `, with a message that matches /${change.message}/`}`);
    const got = found.filter(({ parents }) => parents.length < 2).map(({ id, message }) => `${firstLine(message)}: changes ${filesOf(id) || 'nothing'}`);
    differences.push({ path: `changes of ${path}`, expected: list(wanted), got: list(got) });
  }
  const { name, email } = author ?? {};
  const strangers = found.filter((each) => (name !== undefined && !hasPattern(name, 'i', each.author.name)) || (email !== undefined && !hasPattern(email, 'i', each.author.email)));
  if (strangers.length > 0) {
    const wanted = [name === undefined ? '' : `a name that matches /${name}/`, email === undefined ? '' : `an address that matches /${email}/`].filter((each) => each !== '');
    differences.push({ path: `authors of ${path}`, expected: wanted.join(' and '), got: list([...new Set(strangers.map((each) => `${each.author.name} <${each.author.email}>`))]) });
  }
  return differences;
}

function merged(expect: GitExpectation['merged'], state: GitState): GitDifference[] {
  if (expect === undefined) return [];
  const path = `merge of ${expect.branch} into ${expect.into}`;
  const [branch, into] = [resolveRef(expect.branch, state), resolveRef(expect.into, state)];
  if (branch === null && expect.orGone) return [];
  if (branch === null || into === null) return [{ path, expected: 'both branches', got: noSuch(branch === null ? expect.branch : expect.into) }];
  if (!history(into, state).has(branch)) {
    const lacking = historySince(branch, into, state);
    return [{ path, expected: `${expect.into} has every commit of ${expect.branch}`, got: `${expect.into} lacks ${count(lacking.length)}:\n${list(lacking.map(({ message }) => firstLine(message)))}` }];
  }
  if (expect.by === undefined) return [];
  const byMerge = broughtByMerge(branch, into, state);
  if (expect.by === 'merge-commit' && !byMerge) return [{ path, expected: 'a merge commit', got: 'no merge commit: the branch was only moved forward (fast-forward)' }];
  if (expect.by === 'fast-forward' && byMerge) return [{ path, expected: 'a fast-forward, without a merge commit', got: 'a merge commit' }];
  return [];
}

function clean(expect: boolean | undefined, { status }: GitState): GitDifference[] {
  if (expect === undefined) return [];
  const lines = statusLines(status);
  if (expect) return lines.length === 0 ? [] : [{ path: 'status', expected: 'nothing to commit', got: list(lines) }];
  return lines.length > 0 ? [] : [{ path: 'status', expected: 'changes that are not committed', got: 'nothing to commit' }];
}

/** As a person would read it. */
export function statusLines({ unmerged, staged, changed, untracked }: GitState['status']): string[] {
  return [
    ...unmerged.map((path) => `conflict: ${path}`), ...staged.map((path) => `staged: ${path}`),
    ...changed.map((path) => `changed: ${path}`), ...untracked.map((path) => `untracked: ${path}`),
  ];
}

function pathLists(expect: GitExpectation, { state: { status }, more }: GitFacts): GitDifference[] {
  const lists: { path: string; wanted: readonly string[] | undefined; there: readonly string[] }[] = [
    { path: 'tracked files', wanted: expect.tracked, there: more.tracked },
    { path: 'untracked files', wanted: expect.untracked, there: status.untracked },
    { path: 'ignored files', wanted: expect.ignored, there: more.ignored },
    { path: 'staged files', wanted: expect.staged, there: status.staged },
    { path: 'changed files that are not staged', wanted: expect.changed, there: status.changed },
  ];
  const tooMany = (expect.notIgnored ?? []).filter((each) => more.ignored.includes(each));
  const spared = tooMany.length === 0 ? [] : [{ path: 'ignored files', expected: `not ignored: ${tooMany.join(', ')}`, got: list(more.ignored) }];
  return [...spared, ...lists.flatMap(({ path, wanted, there }) => {
    const missing = (wanted ?? []).filter((each) => !there.includes(each));
    return missing.length === 0 ? [] : [{ path, expected: list(missing), got: list(there) }];
  })];
}

function file({ at, path, text, matches, excludes, absent }: GitFileExpectation, { state, files }: GitFacts): GitDifference[] {
  const where = `${path} at ${at}`;
  const commit = resolveRef(at, state);
  if (commit === null) return absent === true ? [] : [{ path: where, expected: 'the file in a commit', got: at === 'HEAD' ? 'no commit yet' : noSuch(at) }];
  const content = files.get(`${commit}:${path}`) ?? null;
  if (absent === true) return content === null ? [] : [{ path: where, expected: 'no such file in the commit', got: 'the file is there' }];
  if (content === null) return [{ path: where, expected: 'the file in the commit', got: 'no such file in the commit' }];
  const got = plainText(content);
  const differences: GitDifference[] = [];
  const difference = text === undefined ? null : findDifference(got, typeof text === 'string' ? plainText(text) : text);
  if (difference !== null) differences.push({ path: where, expected: typeof text === 'string' ? plainText(text) : difference.expected, got: typeof difference.got === 'string' ? difference.got : writtenValue(difference.got) });
  if (matches !== undefined && !hasPattern(matches, 'ms', got)) differences.push({ path: where, expected: `a text that matches /${matches}/`, got });
  if (excludes !== undefined && hasPattern(excludes, 'ms', got)) differences.push({ path: where, expected: `no text that matches /${excludes}/`, got });
  return differences;
}

function conflictFree(expect: true | undefined, { state: { status }, more }: GitFacts): GitDifference[] {
  if (expect === undefined) return [];
  if (status.unmerged.length > 0) return [{ path: 'merge', expected: 'every conflict resolved', got: list(statusLines({ ...status, staged: [], changed: [], untracked: [] })) }];
  if (more.marked.length > 0) return [{ path: 'conflict marks', expected: 'no line that begins with <<<<<<< or >>>>>>>', got: list(more.marked) }];
  return more.merging ? [{ path: 'merge', expected: 'the merge ended by a commit', got: 'a merge that is still under way' }] : [];
}

function remote(expect: GitExpectation['remote'], { state, more }: GitFacts): GitDifference[] {
  if (expect === undefined) return [];
  const path = `${expect.branch} on ${expect.name}`;
  if (more.remote === null || 'problem' in more.remote) return [{ path, expected: `a remote "${expect.name}" that can be read`, got: more.remote?.problem ?? 'none' }];
  const there = more.remote.branches.get(expect.branch);
  if (there === undefined) return [{ path, expected: `a branch "${expect.branch}"`, got: list([...more.remote.branches.keys()]) }];
  const contains = expect.contains ?? expect.branch;
  const wanted = resolveRef(contains, state);
  if (wanted === null) return [{ path, expected: `a branch or tag "${contains}" of yours`, got: noSuch(contains) }];
  if (there === wanted || history(there, state).has(wanted)) return [];
  const lacking = state.commits.has(there) ? historySince(wanted, there, state).map(({ message }) => firstLine(message)) : [];
  return [{ path, expected: `the commits of ${contains}`, got: lacking.length === 0 ? 'another history' : `it lacks:\n${list(lacking)}` }];
}

function tag(expect: NonNullable<GitExpectation['tags']>[number], state: GitState): GitDifference[] {
  const path = `tag ${expect.name}`;
  const found = state.refs.get(`refs/tags/${expect.name}`);
  const tags = [...state.refs.keys()].filter((name) => name.startsWith('refs/tags/')).map((name) => name.slice('refs/tags/'.length));
  if (found === undefined) return [{ path, expected: expect.name, got: list(tags) }];
  const differences: GitDifference[] = [];
  if (expect.annotated !== undefined && found.annotated !== expect.annotated) {
    const kind = (annotated: boolean): string => (annotated ? 'an annotated tag (git tag -a)' : 'a lightweight tag');
    differences.push({ path, expected: kind(expect.annotated), got: kind(found.annotated) });
  }
  if (expect.at !== undefined && resolveRef(expect.at, state) !== found.commit) {
    differences.push({ path, expected: `it names the commit of ${expect.at}`, got: `it names ${describeCommit(found.commit, state)}` });
  }
  return differences;
}

function linear(expect: GitExpectation['linear'], state: GitState): GitDifference[] {
  if (expect === undefined) return [];
  const found = historySince(resolveRef(expect.on, state), expect.since === undefined ? null : resolveRef(expect.since, state), state);
  const merges = found.filter(({ parents }) => parents.length > 1);
  return merges.length === 0 ? [] : [{ path: `history of ${expect.on}`, expected: 'no merge commit', got: list(merges.map(({ message }) => firstLine(message))) }];
}

export const firstLine = (text: string): string => text.split('\n')[0] ?? '';
const count = (number: number): string => `${String(number)} ${number === 1 ? 'commit' : 'commits'}`;

function describeCommit(id: string, { commits: all }: GitState): string {
  const found = all.get(id);
  return found === undefined ? id.slice(0, 7) : `${id.slice(0, 7)} ${firstLine(found.message)}`;
}
