/** A learner's repository is part of the files: a restore brings back a whole one, on which git goes on. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PRISTINE_SNAPSHOT } from '../snapshot.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

/** Every file is brought to the disk: seconds on a machine that does much else. */
vi.setConfig({ testTimeout: 60_000 });

let base: string;
let workspace: Workspace;
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'bb-repository-'));
  workspace = await openWorkspace({ folder: join(base, 'work'), startFolder: join(base, 'none') });
});
afterEach(async () => {
  await workspace.dispose();
  await rm(base, { recursive: true, force: true });
});

function sh(script: string): string {
  const name = { GIT_AUTHOR_NAME: 'Learner', GIT_AUTHOR_EMAIL: 'learner@example.com', GIT_COMMITTER_NAME: 'Learner', GIT_COMMITTER_EMAIL: 'learner@example.com' };
  return execFileSync('sh', ['-ec', script], { cwd: workspace.folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, ...name, GIT_CONFIG_GLOBAL: '/dev/null' } }).trim();
}
/** What git says of itself: damage, the state of files, the history, the branch. */
const state = (): string => sh('git fsck --strict; git status --porcelain; git log --oneline --all --format=%s; git branch --show-current; git stash list');

it.skipIf(process.platform === 'win32')('goes back to an earlier repository and forward again, packed objects and an open merge included', async () => {
  sh('git init -qb main; echo 360 > tea.md; git add .; git commit -qm "Add tea"; git switch -qc diwali; echo 320 > tea.md; git commit -qam "Lower"; git switch -q main; echo 395 > tea.md; git commit -qam "Raise"');
  const before = state();
  await workspace.capture('before');

  sh('git merge -q diwali || true; echo 350 > tea.md; git add .; git gc -q; git pack-refs --all; echo x > new.md');
  const during = state();
  await workspace.restore('before', 'during');
  expect(state()).toBe(before);
  expect(sh('git merge -q diwali >/dev/null && echo merged || echo conflict')).toBe('conflict');

  await workspace.restore('during', null);
  expect(state()).toBe(during);
  sh('git commit -qm "Agree"');
  expect(sh('git log -1 --format=%p | wc -w')).toBe('2');

  await workspace.restore(PRISTINE_SNAPSHOT, null);
  expect(() => sh('git --git-dir=.git status')).toThrow();
  await workspace.restore('before', null);
  expect(state()).toBe(before);
});
