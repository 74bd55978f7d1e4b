/** Which labs the change under test touches, as git knows it. */
import { execFileSync } from 'node:child_process';

const GIT_TIMEOUT_MS = 20_000;
/** A lab's folder, in the course or among the fixtures. */
const IN_LAB = /^(?:tests\/fixtures\/)?labs\/[\w-]+\/([\w-]+)\//;

/**
 * Compared with where the branch left the main one; on the main one itself with the commit before. What is not
 * committed yet counts too.
 * @param root the checkout
 * @returns lab ids; none where there is no git or no history
 */
export function touchedLabs(root: string): ReadonlySet<string> {
  const git = (...args: string[]): string[] => {
    try {
      // The checkout may belong to somebody else than the user who runs the tests.
      return execFileSync('git', ['-c', `safe.directory=${root}`, '-C', root, ...args], { encoding: 'utf8', timeout: GIT_TIMEOUT_MS, stdio: ['ignore', 'pipe', 'ignore'] })
        .split('\n').filter((line) => line !== '');
    } catch {
      return [];
    }
  };
  const [head] = git('rev-parse', 'HEAD');
  const bases = ['origin/main', 'main'].flatMap((branch) => git('merge-base', 'HEAD', branch));
  const base = bases.find((each) => each !== head) ?? 'HEAD~1';
  const paths = [...git('diff', '--name-only', base, '--', 'labs', 'tests/fixtures/labs'), ...git('ls-files', '--others', '--exclude-standard', '--', 'labs', 'tests/fixtures/labs')];
  return new Set(paths.flatMap((path) => IN_LAB.exec(path)?.[1] ?? []));
}
