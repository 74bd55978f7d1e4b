/** What the marks make a real bash print; where there is no bash, there is nothing to integrate with. */
import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { SHELL_MARKS } from './shell-marks.ts';

/** PS0 came with bash 4.4; macOS has 3.2, where commands get no mark of their beginning. */
const modern = ((): boolean => {
  try {
    const [major = 0, minor = 0] = execFileSync('bash', ['-c', 'echo ${BASH_VERSINFO[0]} ${BASH_VERSINFO[1]}'], { encoding: 'utf8' }).split(' ').map(Number);
    return major > 4 || (major === 4 && minor >= 4);
  } catch {
    return false;
  }
})();

/** Types lines into an interactive bash. @returns what it printed, marks spelt out */
function typed(...lines: string[]): string {
  const { stdout, stderr } = spawnSync('bash', ['--norc', '--noprofile', '-i'], {
    input: `${lines.join('\n')}\n`, encoding: 'utf8', cwd: '/', env: { PATH: process.env['PATH'] ?? '', PS1: '$ ', ...SHELL_MARKS }, timeout: 10_000,
  });
  const shown = (text: string): string => text.replaceAll('\x1b]', '<').replaceAll('\x07', '>');
  return `${shown(stderr)}\n${shown(stdout)}`;
}

describe.skipIf(!modern)('a shell with marks', () => {
  test('tells where prompt, command and output begin, and how each command ended', () => {
    const text = typed('true', 'false');
    expect(text).toContain('<133;A>$ <133;B>');
    expect(text.match(/<133;C>/g)?.length).toBeGreaterThanOrEqual(2);
    expect(text).toMatch(/<133;D;0>[\s\S]*<133;D;1>/);
  });

  test('tells its folder, and the one it began in', () => {
    const text = typed('cd /usr');
    expect(text).toContain('<633;P;Workspace=/><633;P;Cwd=/>');
    expect(text).toContain('<633;P;Workspace=/><633;P;Cwd=/usr>');
  });

  test('leaves the exit status alone, marks a changed prompt, bears strict shells, and programs get none of it', () => {
    const text = typed('set -u', 'false', 'echo "status $?"', 'PS1="mine> "', 'echo "found $(env | grep -c backbench_prompt)"');
    expect(text).toContain('status 1');
    expect(text).toContain('<133;A>mine> <133;B>');
    expect(text).toContain('found 0');
    expect(text).not.toContain('unbound');
  });
});
