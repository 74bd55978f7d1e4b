/** What there is to know of a repository, read with as few commands as the question needs. */
import type { GitExpectation } from '../../shared/check-format/git.ts';
import type { GitReader } from './git-reader.ts';

export interface GitCommit {
  id: string;
  parents: string[];
  author: { name: string; email: string };
  message: string;
}

export interface GitStatus {
  /** The branch that is checked out; null when HEAD names a commit itself. */
  branch: string | null;
  /** The commit that is checked out; null before the first one. */
  head: string | null;
  /** Paths with a conflict that is not resolved. */
  unmerged: string[];
  /** Paths that differ between the last commit and the index, and between the index and the files. */
  staged: string[];
  changed: string[];
  untracked: string[];
}

export interface GitState {
  status: GitStatus;
  /** Full name, such as refs/heads/main, to the commit that it leads to; `annotated` for tags with a message. */
  refs: Map<string, { commit: string; annotated: boolean }>;
  commits: Map<string, GitCommit>;
}

/** Ends a field, and a record, in formats of our own: characters that no text of git's holds. */
const [FIELD, RECORD] = ['\x1f', '\x1e'];

/** @throws RepositoryUnreadable */
export async function readState({ git }: GitReader): Promise<GitState> {
  const [status, refs, log] = await Promise.all([
    git(['status', '--porcelain=v2', '--branch', '-z', '--untracked-files=all', '--ignore-submodules=all', '--no-renames']),
    git(['for-each-ref', '--format=%(refname)%00%(objecttype)%00%(objectname)%00%(*objectname)']),
    git(['log', '--all', '--topo-order', '--no-mailmap', '--no-show-signature', `--format=%H${FIELD}%P${FIELD}%an${FIELD}%ae${FIELD}%B${RECORD}`]),
  ]);
  return { status: parseStatus(status.stdout), refs: parseRefs(refs.stdout), commits: parseLog(log.stdout) };
}

/** https://git-scm.com/docs/git-status#_porcelain_format_version_2 */
export function parseStatus(text: string): GitStatus {
  const status: GitStatus = { branch: null, head: null, unmerged: [], staged: [], changed: [], untracked: [] };
  for (const line of text.split('\0')) {
    const header = /^# branch\.(oid|head) (.*)$/.exec(line);
    if (header?.[1] === 'oid' && header[2] !== '(initial)') status.head = header[2] ?? null;
    if (header?.[1] === 'head' && header[2] !== '(detached)') status.branch = header[2] ?? null;
    const untracked = /^\? (.*)$/s.exec(line);
    if (untracked?.[1] !== undefined) status.untracked.push(untracked[1]);
    const unmerged = /^u \S+ (?:\S+ ){8}(.*)$/s.exec(line);
    if (unmerged?.[1] !== undefined) status.unmerged.push(unmerged[1]);
    const changed = /^1 (.)(.) (?:\S+ ){6}(.*)$/s.exec(line);
    if (changed?.[3] === undefined) continue;
    if (changed[1] !== '.') status.staged.push(changed[3]);
    if (changed[2] !== '.') status.changed.push(changed[3]);
  }
  return status;
}

function parseRefs(text: string): GitState['refs'] {
  const refs: GitState['refs'] = new Map();
  for (const line of text.split('\n')) {
    const [name, type, id, peeled] = line.split('\0');
    if (name === undefined || name === '' || id === undefined) continue;
    const annotated = type === 'tag';
    refs.set(name, { commit: annotated ? peeled ?? id : id, annotated });
  }
  return refs;
}

function parseLog(text: string): GitState['commits'] {
  const commits: GitState['commits'] = new Map();
  for (const record of text.split(RECORD)) {
    const [id, parents, name, email, message] = record.replace(/^\n/, '').split(FIELD);
    if (id === undefined || id === '' || message === undefined) continue;
    commits.set(id, { id, parents: parents?.split(' ').filter((each) => each !== '') ?? [], author: { name: name ?? '', email: email ?? '' }, message: message.trim() });
  }
  return commits;
}

/** Texts of files in commits, by `<commit>:<path>`; null where there is none. */
export async function readFiles({ git }: GitReader, names: readonly string[]): Promise<Map<string, string | null>> {
  const texts = new Map<string, string | null>();
  // One at a time: sizes in the answer to a batch count bytes, and what came is text already.
  await Promise.all([...new Set(names)].map(async (name) => {
    const result = await git(['cat-file', 'blob', name], { accepted: [128] });
    texts.set(name, result.exitCode === 0 ? result.stdout : null);
  }));
  return texts;
}

/** What only some expectations need. */
export interface GitMore {
  tracked: string[];
  ignored: string[];
  /** By commit: the files that it changes. */
  changes: Map<string, string[]>;
  /** Files with the marks of a conflict, in the folder. */
  marked: string[];
  /** A merge that was begun and not ended. */
  merging: boolean;
  /** Branches of the remote; null when there is no such remote or it can't be read, with git's words. */
  remote: { branches: Map<string, string> } | { problem: string } | null;
}

/** @throws RepositoryUnreadable */
export async function readMore({ git }: GitReader, expect: GitExpectation): Promise<GitMore> {
  const mayBeIgnored = [...expect.ignored ?? [], ...expect.notIgnored ?? []];
  const [tracked, ignored, changes, marked, merging, remote] = await Promise.all([
    expect.tracked === undefined ? null : git(['ls-files', '-z']),
    // 1: none of them is ignored.
    mayBeIgnored.length === 0 ? null : git(['check-ignore', '-z', '--stdin'], { stdin: mayBeIgnored.join('\0'), accepted: [1] }),
    expect.commits?.some((each) => each.changes !== undefined) !== true ? null
      : git(['log', '--all', '--name-only', '-z', '--no-renames', '--no-ext-diff', '--no-textconv', '--diff-merges=off', '--ignore-submodules=all', `--format=${RECORD}%H`]),
    expect.conflictFree === undefined ? null : git(['grep', '-I', '-l', '-z', '-E', '^(<{7} |>{7} )'], { accepted: [1] }),
    expect.conflictFree === undefined ? null : git(['rev-parse', '-q', '--verify', 'MERGE_HEAD'], { accepted: [1] }),
    expect.remote === undefined ? null : git(
      ['ls-remote', '--upload-pack=git-upload-pack', '--heads', expect.remote.name],
      { accepted: [2, 128], env: { GIT_ALLOW_PROTOCOL: 'file' } },
    ),
  ]);
  const list = (text: string | undefined): string[] => text?.split('\0').filter((each) => each !== '') ?? [];
  return {
    tracked: list(tracked?.stdout), ignored: list(ignored?.stdout), changes: parseChanges(changes?.stdout ?? ''), marked: list(marked?.stdout), merging: merging?.exitCode === 0,
    remote: remote === null ? null : remote.exitCode === 0 ? { branches: remoteBranches(remote.stdout) } : { problem: remote.stderr.trim() },
  };
}

function parseChanges(text: string): GitMore['changes'] {
  return new Map(text.split(RECORD).map((record) => {
    const [id = '', ...files] = record.split('\0').map((each) => each.trimStart()).filter((each) => each !== '');
    return [id, files];
  }));
}

function remoteBranches(text: string): Map<string, string> {
  return new Map([...text.matchAll(/^([0-9a-f]+)\trefs\/heads\/(.+)$/gm)].map(([, id, name]) => [name ?? '', id ?? '']));
}
