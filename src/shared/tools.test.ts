import { describe, expect, it } from 'vitest';
import { shellImageFor, TOOL_NAMES } from './tools.ts';
import { commandCalled } from './command-name.ts';
import { howToGet, toolTitle } from './tool-words.ts';

describe('the image for a lab\'s shell', () => {
  it('is the smallest that has all tools', () => {
    expect(shellImageFor([])).toBe('shell');
    expect(shellImageFor(['node', 'git', 'psql'])).toBe('shell');
    expect(shellImageFor(['python3', 'git', 'flask'])).toBe('shell-python');
    expect(shellImageFor(['javac', 'java', 'node'])).toBe('shell-java');
    expect(shellImageFor(['go'])).toBe('shell-go');
  });

  it('does not exist for two languages at once', () => {
    expect(shellImageFor(['go', 'python3'])).toBeNull();
  });
});

it('has words for every tool, and some for any other', () => {
  for (const tool of TOOL_NAMES) expect(toolTitle(tool)).not.toBe('');
  expect(toolTitle('cobol')).toBe('cobol');
  expect(howToGet('cobol', 'linux', commandCalled('backbench'))).toBe('Install cobol and put it on the PATH.');
});
