/** Questions about a repository's history. */
import type { GitCommit, GitState } from './git-state.ts';

/** The commit that a name leads to, such as `main`, `origin/main`, `v1`, `HEAD~2`; null when there is none. */
export function resolveRef(name: string, { refs, commits, status }: GitState): string | null {
  const [, base = name, steps = '0'] = /^(.*?)(?:~(\d+))?$/.exec(name) ?? [];
  const found = base === 'HEAD' ? status.head
    : ['refs/heads/', 'refs/tags/', 'refs/remotes/'].map((prefix) => refs.get(`${prefix}${base}`)?.commit).find((each) => each !== undefined) ?? null;
  let at: string | null = found;
  for (let step = Number(steps); step > 0 && at !== null; step -= 1) at = commits.get(at)?.parents[0] ?? null;
  return at;
}

/** The commit and all before it, newest first as far as the history tells. */
export function history(commit: string | null, { commits }: Pick<GitState, 'commits'>): Map<string, GitCommit> {
  const seen = new Map<string, GitCommit>();
  const waiting = commit === null ? [] : [commit];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const found = commits.get(next);
    if (found === undefined || seen.has(next)) continue;
    seen.set(next, found);
    waiting.push(...found.parents);
  }
  return seen;
}

/** The history of one commit without that of another. */
export function historySince(commit: string | null, since: string | null, state: Pick<GitState, 'commits'>): GitCommit[] {
  const before = history(since, state);
  return [...history(commit, state).values()].filter((each) => !before.has(each.id));
}

/** Whether a merge commit in `into` brought `branch` there. */
export function broughtByMerge(branch: string, into: string, state: Pick<GitState, 'commits'>): boolean {
  return [...history(into, state).values()].some(({ parents: [first, ...others] }) =>
    others.some((other) => history(other, state).has(branch)) && first !== undefined && !history(first, state).has(branch));
}
