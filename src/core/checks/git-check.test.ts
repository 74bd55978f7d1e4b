/** What learners do with git, what they must be told, and what a hostile repository must not achieve. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gitCheckSchema } from '../../shared/check-format/git.ts';
import type { Lab } from '../../shared/lab-format.ts';
import type { CheckResult } from '../../shared/verdict.ts';
import { contextFor, fakeEnvironment } from './fake-environment.ts';
import { gitProblems } from './git-problems.ts';
import { parseStatus } from './git-state.ts';
import { runChecks } from './runner.ts';

let base = '';
let folder = '';
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'bb-git-'));
  folder = join(base, 'workspace');
  mkdirSync(folder);
});
afterEach(() => { rmSync(base, { recursive: true, force: true }); });

const parse = (fields: Record<string, unknown>) => gitCheckSchema.parse({ kind: 'git', id: 'state', title: 'State', hints: ['One.', 'Two.'], expect: {}, ...fields });

async function check(expected: Record<string, unknown>, more: Record<string, unknown> = {}): Promise<CheckResult> {
  const [result] = await runChecks([parse({ expect: expected, ...more })], contextFor(fakeEnvironment(folder).environment));
  return result!;
}

/** A learner's own commands, with the same names and dates everywhere. */
function sh(script: string): void {
  execFileSync('sh', ['-ec', script], {
    cwd: folder, stdio: 'pipe',
    env: {
      ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', GIT_AUTHOR_NAME: 'Learner', GIT_AUTHOR_EMAIL: 'learner@example.com',
      GIT_COMMITTER_NAME: 'Learner', GIT_COMMITTER_EMAIL: 'learner@example.com', GIT_EDITOR: 'true',
    },
  });
}

const START = 'git init -q -b main; printf "Masala Chai 360\\n" > menu.md; git add menu.md; git commit -qm "Add the tea menu"';
const BRANCHED = `${START}; git switch -qc teapots; echo "Brass teapot" > teapots.md; git add .; git commit -qm "Add teapots"; git switch -q main`;
const CONFLICT = `${BRANCHED}; git switch -q teapots; printf "Masala Chai 380\\n" > menu.md; git commit -qam "Raise the price"; git switch -q main; printf "Masala Chai 350\\n" > menu.md; git commit -qam "Lower the price"`;

describe('a state that is right passes', () => {
  it.each<[string, string, Record<string, unknown>]>([
    ['a repository', 'git init -q', {}],
    ['before the first commit', 'git init -q -b main', { branch: 'main', branches: { present: ['main'] }, commits: [{ atMost: 0 }] }],
    ['a commit with a message', START, { branch: 'main', commits: [{ atLeast: 1, atMost: 1, messages: ['tea menu'], everyMessage: '^add', author: { name: 'learner', email: 'example\\.com$' } }], clean: true, tracked: ['menu.md'] }],
    ['staged, changed and untracked files', `${START}; echo more >> menu.md; echo a > staged.md; git add staged.md; echo b > new.md`, { clean: false, staged: ['staged.md'], changed: ['menu.md'], untracked: ['new.md'] }],
    ['a file that is staged and changed again', `${START}; echo a >> menu.md; git add .; echo b >> menu.md`, { staged: ['menu.md'], changed: ['menu.md'] }],
    ['an ignored file', `${START}; echo "*.log" > .gitignore; touch shop.log; git add .; git commit -qm Ignore`, { ignored: ['shop.log'], clean: true }],
    ['one change a commit', `${BRANCHED}; git mv menu.md tea.md; echo a > "new file.md"; git add .; git commit -qm Move`, { commits: [{ changes: [{ files: ['menu.md'], message: 'tea' }, { files: ['tea.md', 'new file.md', 'menu.md'] }] }], notIgnored: ['tea.md'] }],
    ['a merged branch that was deleted', `${BRANCHED}; git merge -q teapots; git branch -qd teapots`, { merged: { branch: 'teapots', into: 'main', orGone: true } }],
    ['branches', BRANCHED, { branch: 'main', branches: { present: ['main', 'teapots'], absent: ['spoons'] }, commits: [{ on: 'teapots', since: 'main', atLeast: 1, messages: ['teapot'] }] }],
    ['a fast-forward', `${BRANCHED}; git merge -q teapots`, { merged: { branch: 'teapots', into: 'main', by: 'fast-forward' }, linear: {} }],
    ['a merge commit', `${BRANCHED}; git merge -q --no-ff --no-edit teapots`, { merged: { branch: 'teapots', into: 'main', by: 'merge-commit' } }],
    ['a conflict that was resolved', `${CONFLICT}; git merge teapots || true; echo "Masala Chai 370" > menu.md; git commit -qam "Agree on 370"`, { conflictFree: true, merged: { branch: 'teapots', into: 'main', by: 'merge-commit' }, files: [{ path: 'menu.md', text: 'Masala Chai 370' }] }],
    ['files of commits', BRANCHED, { files: [{ path: 'menu.md', matches: '^Masala' }, { path: 'teapots.md', absent: true }, { at: 'teapots', path: 'teapots.md', text: { $contains: 'Brass' } }, { at: 'teapots~1', path: 'teapots.md', absent: true }] }],
    ['tags', `${START}; git tag v1; git tag -am "Second" v2`, { tags: [{ name: 'v1', annotated: false, at: 'main' }, { name: 'v2', annotated: true, at: 'HEAD' }] }],
    ['a remote beside the repository', `${START}; git init -q --bare ../shared.git; git remote add origin ../shared.git; git push -q origin main`, { remote: { branch: 'main' } }],
    ['a remote that is ahead', `${BRANCHED}; git init -q --bare ../shared.git; git remote add origin ../shared.git; git push -q origin teapots:main`, { remote: { branch: 'main', contains: 'main' } }],
    ['a detached HEAD', `${BRANCHED}; git checkout -q teapots~1`, { branches: { present: ['main', 'teapots'] }, commits: [{ atMost: 1 }] }],
    ['odd names', `${START}; echo a > "tea & herbs – ü.md"; git add .; git commit -qm "Öl"`, { tracked: ['tea & herbs – ü.md'], commits: [{ messages: ['Öl'] }] }],
    ['a squashed and packed history', `${BRANCHED}; git gc -q; git pack-refs --all`, { branches: { present: ['teapots'] } }],
  ])('%s', async (_, script, expected) => {
    sh(script);
    expect(await check(expected)).toMatchObject({ verdict: 'passed' });
  });

  it('in a folder of the workspace', async () => {
    sh('git init -q shop');
    expect(await check({}, { repository: 'shop' })).toMatchObject({ verdict: 'passed' });
  });
});

describe('a mistake is told', () => {
  it.each<[string, string, Record<string, unknown>, string[]]>([
    ['the wrong branch', BRANCHED, { branch: 'teapots' }, ['the branch you are on', 'teapots', 'main']],
    ['a detached HEAD', `${BRANCHED}; git checkout -q teapots~0`, { branch: 'teapots' }, ['detached']],
    ['no commit yet', 'git init -q -b main; touch menu.md', { commits: [{ atLeast: 1 }] }, ['at least 1 commit', '0 commits', 'untracked: menu.md'.slice(0, 0)]],
    ['a missing branch', START, { branches: { present: ['teapots'] } }, ['teapots', 'main']],
    ['a branch that should be gone', BRANCHED, { branches: { absent: ['teapots'] } }, ['no branch teapots']],
    ['too few commits', START, { commits: [{ atLeast: 2 }] }, ['at least 2 commits', 'Add the tea menu']],
    ['too many commits', BRANCHED, { commits: [{ on: 'teapots', atMost: 1 }] }, ['at most 1 commit', 'Add teapots']],
    ['another message', START, { commits: [{ messages: ['spoon'] }] }, ['/spoon/', 'Add the tea menu']],
    ['a message that says nothing', `${START}; git commit -q --allow-empty -m wip`, { commits: [{ everyMessage: '\\w+ \\w+' }] }, ['wip']],
    ['somebody else\'s name', START, { commits: [{ author: { name: '^buyer' } }] }, ['Learner <learner@example.com>']],
    ['forgotten to commit', `${START}; echo more >> menu.md; git add .`, { clean: true }, ['staged: menu.md']],
    ['forgotten to stage', `${START}; echo more >> menu.md`, { staged: ['menu.md'] }, ['staged files', 'none']],
    ['a new file that was never added', `${START}; echo a > new.md`, { tracked: ['new.md'] }, ['tracked files', 'menu.md']],
    ['all staged where one file was asked for', `${START}; echo a >> menu.md; echo b > new.md; git add .`, { untracked: ['new.md'] }, ['untracked files', 'none']],
    ['two changes in one commit', `${START}; echo a >> menu.md; echo b > spices.md; git add .; git commit -qm Both`, { commits: [{ changes: [{ files: ['spices.md'] }] }] }, ['changes spices.md and nothing else', 'Both: changes menu.md, spices.md']],
    ['more ignored than was asked for', `${START}; echo '*' > .gitignore`, { notIgnored: ['new.md'] }, ['not ignored: new.md']],
    ['ignored only by hope', `${START}; touch shop.log`, { ignored: ['shop.log'] }, ['ignored files']],
    ['not merged', BRANCHED, { merged: { branch: 'teapots', into: 'main' } }, ['main lacks 1 commit', 'Add teapots']],
    ['merged the wrong way round', `${BRANCHED}; git commit -q --allow-empty -m Other; git switch -q teapots; git merge -q --no-edit main`, { merged: { branch: 'teapots', into: 'main' } }, ['lacks']],
    ['merged from a branch that is gone', START, { merged: { branch: 'teapots', into: 'main' } }, ['no branch or tag']],
    ['a fast-forward where a merge commit was asked for', `${BRANCHED}; git merge -q teapots`, { merged: { branch: 'teapots', into: 'main', by: 'merge-commit' } }, ['fast-forward']],
    ['a merge commit where none was asked for', `${BRANCHED}; git merge -q --no-ff --no-edit teapots`, { linear: {} }, ['no merge commit', 'Merge branch']],
    ['copied instead of merged', `${BRANCHED}; git checkout teapots -- teapots.md; git commit -qm "Add teapots by hand"`, { merged: { branch: 'teapots', into: 'main' } }, ['lacks 1 commit']],
    ['a conflict that is left', `${CONFLICT}; git merge teapots || true`, { conflictFree: true }, ['conflict: menu.md']],
    ['marks that were committed', `${CONFLICT}; git merge teapots || true; git commit -qam Done`, { conflictFree: true }, ['<<<<<<<', 'menu.md']],
    ['resolved and not committed', `${CONFLICT}; git merge teapots || true; echo "Masala Chai 370" > menu.md; git add .`, { conflictFree: true }, ['still under way']],
    ['another text', START, { files: [{ path: 'menu.md', text: 'Masala Chai 380' }] }, ['Masala Chai 360', 'Masala Chai 380']],
    ['a text that should be gone', START, { files: [{ path: 'menu.md', excludes: 'Chai' }] }, ['no text that matches']],
    ['right in the folder, not in the commit', `${START}; echo a > new.md`, { files: [{ path: 'new.md', text: 'a' }] }, ['no such file in the commit']],
    ['a secret in the commit', `${START}; echo a > .env; git add .; git commit -qm All`, { files: [{ path: '.env', absent: true }] }, ['the file is there']],
    ['no tag', START, { tags: [{ name: 'v1' }] }, ['tag v1', 'none']],
    ['a lightweight tag', `${START}; git tag v1`, { tags: [{ name: 'v1', annotated: true }] }, ['git tag -a']],
    ['a tag at the wrong commit', `${BRANCHED}; git tag v1 teapots`, { tags: [{ name: 'v1', at: 'main' }] }, ['Add teapots']],
    ['no remote', START, { remote: { branch: 'main' } }, ['a remote']],
    ['not pushed', `${START}; git init -q --bare ../shared.git; git remote add origin ../shared.git`, { remote: { branch: 'main' } }, ['a branch']],
    ['pushed, then committed again', `${START}; git init -q --bare ../shared.git; git remote add origin ../shared.git; git push -q origin main; git commit -q --allow-empty -m "Second thought"`, { remote: { branch: 'main' } }, ['it lacks', 'Second thought']],
  ])('%s', async (_, script, expected, parts) => {
    sh(script);
    const result = await check(expected);
    expect(result).toMatchObject({ verdict: 'not-yet', reason: 'repository-differs' });
    for (const part of parts) expect(JSON.stringify(result.evidence)).toContain(part);
  });

  it('several at once, each by itself, and the history', async () => {
    sh(BRANCHED);
    const result = await check({ branch: 'teapots', tags: [{ name: 'v1' }] });
    expect(result.evidence.map((each) => ('path' in each ? each.path : each.kind))).toEqual(['the branch you are on', 'tag v1', 'message']);
    expect(result.evidence.at(-1)).toMatchObject({ text: expect.stringMatching(/^[0-9a-f]{7} \(teapots\) Add teapots\n[0-9a-f]{7} \(HEAD -> main\) Add the tea menu$/) as string });
  });

  it.each<[string, string, string | undefined]>([
    ['no repository', 'true', undefined],
    ['a repository in another folder', 'git init -q shop', undefined],
    ['a repository above the folder', 'git init -q; mkdir shop', 'shop'],
    ['no such folder', 'git init -q', 'shop'],
    ['a repository that is damaged', `${START}; rm -r .git/objects .git/HEAD`, undefined],
  ])('%s', async (_, script, repository) => {
    sh(script);
    expect(await check({ branch: 'main' }, repository === undefined ? {} : { repository })).toMatchObject({ verdict: 'not-yet', reason: 'repository-missing' });
  });

  it('a known mistake, by what was got', async () => {
    sh('git init -q -b master');
    expect(await check({ branch: 'main' }, { mistakes: [{ got: 'you are on: master', say: 'Rename it.' }] })).toMatchObject({ mistake: 'Rename it.' });
  });
});

describe('a hostile repository runs nothing', () => {
  const EVERYTHING = {
    branch: 'main', branches: { present: ['main'] }, commits: [{ atLeast: 1 }], clean: true, tracked: ['menu.md'], ignored: ['a.log'],
    files: [{ path: 'menu.md', matches: 'Chai' }], conflictFree: true, remote: { branch: 'main' }, tags: [{ name: 'v1' }], linear: {},
  };
  it.each([
    ['file monitor', 'git config core.fsmonitor "$BAD"'],
    ['hooks', 'for hook in post-index-change reference-transaction post-checkout; do cp bad.sh .git/hooks/$hook; done'],
    ['hooks folder', 'mkdir hooks; cp bad.sh hooks/post-index-change; git config core.hooksPath hooks'],
    ['filters', 'echo "* filter=bad" > .gitattributes; git config filter.bad.clean "$BAD"; git config filter.bad.process "$BAD"; git config filter.bad.required true; touch -d 2001-01-01 menu.md'],
    ['a filter with an odd name', 'echo "* filter=a=b.c" > .git/info/attributes; git config "filter.a=b.c.clean" "$BAD"; touch -d 2001-01-01 menu.md'],
    ['a filter from another file', 'printf "[filter \\"bad\\"]\\nclean = %s\\n" "$BAD" > more; git config include.path ../more; echo "* filter=bad" > .git/info/attributes; touch -d 2001-01-01 menu.md'],
    ['a text converter', 'echo "* diff=bad" > .gitattributes; git config diff.bad.textconv "$BAD"; git config diff.bad.command "$BAD"; git config diff.external "$BAD"'],
    ['a pager', 'git config core.pager "$BAD"; git config pager.log "$BAD"; git config pager.status "$BAD"'],
    ['a signature program', 'git config log.showSignature true; git config gpg.program "$BAD"'],
    ['a transport', 'git config protocol.ext.allow always; git remote add origin "ext::$BAD"'],
    ['an address that is rewritten', 'git config protocol.ext.allow always; git remote add origin ../shared.git; git config "url.ext::$BAD .insteadOf" ../'],
    ['a program of the remote', 'git init -q --bare ../shared.git; git remote add origin ../shared.git; git config remote.origin.uploadpack "$BAD"'],
    ['a way to a server', 'git remote add origin ssh://example.com/a; git config core.sshCommand "$BAD"; git config core.gitProxy "$BAD"'],
    ['a credential helper', 'git remote add origin http://127.0.0.1:9/a; git config credential.helper "$BAD"; git config core.askPass "$BAD"'],
    ['an alias', 'for name in status log config cat-file for-each-ref; do git config alias.$name "!$BAD"; done'],
    ['a promised object', 'git config extensions.partialClone bad; git config core.repositoryFormatVersion 1; git config remote.bad.url ../shared.git; git config remote.bad.promisor true; git config remote.bad.uploadpack "$BAD"; rm -rf .git/objects/??'],
    ['a submodule', 'git init -q sub; git -C sub commit -q --allow-empty -m a; git -C sub config core.fsmonitor "$BAD"; git add sub 2>/dev/null; git config submodule.recurse true'],
    ['another working folder', 'git config core.worktree /'],
  ])('%s', async (_, script) => {
    const mark = join(base, 'ran');
    writeFileSync(join(folder, 'bad.sh'), `#!/bin/sh\ntouch ${mark}\ncat\n`, { mode: 0o755 });
    sh(`${START}; BAD=${join(folder, 'bad.sh')}; ${script}`);
    rmSync(mark, { force: true });
    const result = await check(EVERYTHING, { deadline: 10 });
    expect(result.verdict).toBe('not-yet');
    expect(existsSync(mark)).toBe(false);
  });

  it('the same settings do run in a shell of the learner\'s own: the trap is real', () => {
    const mark = join(base, 'ran');
    writeFileSync(join(folder, 'bad.sh'), `#!/bin/sh\ntouch ${mark}\n`, { mode: 0o755 });
    sh(`${START}; git config core.fsmonitor ${join(folder, 'bad.sh')}; git status >/dev/null`);
    expect(existsSync(mark)).toBe(true);
  });

  it('nothing in the repository is changed', async () => {
    sh(`${BRANCHED}; touch -d 2001-01-01 menu.md`);
    const before = execFileSync('sh', ['-c', 'find .git -type f | sort | xargs sha256sum'], { cwd: folder, encoding: 'utf8' });
    await check(EVERYTHING);
    expect(execFileSync('sh', ['-c', 'find .git -type f | sort | xargs sha256sum'], { cwd: folder, encoding: 'utf8' })).toBe(before);
  });
});

it('reads names with blanks, conflicts and a detached HEAD from a status', () => {
  expect(parseStatus([
    '# branch.oid abc', '# branch.head (detached)', '1 M. N... 100644 100644 100644 a b with blank.md', '1 .M N... 100644 100644 100644 a b changed.md',
    'u UU N... 100644 100644 100644 100644 a b c both sides.md', '? new file.md', '',
  ].join('\0'))).toEqual({ branch: null, head: 'abc', staged: ['with blank.md'], changed: ['changed.md'], unmerged: ['both sides.md'], untracked: ['new file.md'] });
});

describe('what an author must mend', () => {
  const lab = { needs: { tools: ['git'] } } as unknown as Lab;
  it.each([
    [{ commits: [{ on: 'main' }] }, 'Nothing is expected'],
    [{ commits: [{ messages: ['('] }] }, 'regular expression'],
    [{ files: [{ path: 'a', absent: true, text: 'b' }] }, 'absent'],
    [{ files: [{ path: 'a', text: { $like: 'b' } }] }, '$like'],
  ])('%j', (expected, part) => {
    expect(gitProblems(parse({ expect: expected }), lab).map((problem) => problem.message).join(' ')).toContain(part);
  });

  it('a lab that does not ask for git, and nothing in a good one', () => {
    expect(gitProblems(parse({}), { needs: { tools: [] } } as unknown as Lab)).toMatchObject([{ message: expect.stringContaining('tools: [git]') as string }]);
    expect(gitProblems(parse({ expect: { branch: 'main' } }), lab)).toEqual([]);
  });

  it.each(['-x', 'a..b', 'a b', 'a:b', '$(x)'])('refuses the name %j', (branch) => {
    expect(() => parse({ expect: { branch } })).toThrow();
  });
});
