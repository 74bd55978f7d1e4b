import { describe, expect, it } from 'vitest';
import { variantText, variantTextProblems } from './variant-text.ts';

const python = { id: 'python', words: { file: 'a.py' } };
const go = { id: 'go', words: { file: 'a.go', run: 'go run a.go' } };

describe('a text with variants', () => {
  it('keeps the blocks of its variant, takes out the others and every mark, and puts words in', () => {
    const text = 'Open `{{variant.file}}`.\n\n::: python\nprint\n:::\n::: go python\nboth\n:::\n::: go\nfmt\n:::\nend';
    expect(variantText(text, python)).toBe('Open `a.py`.\n\nprint\nboth\nend');
    expect(variantText(text, go)).toBe('Open `a.go`.\n\nboth\nfmt\nend');
    expect(variantTextProblems(text, [python, go])).toEqual([]);
  });

  it('leaves everything else alone: texts without marks, other braces, marks inside code', () => {
    for (const text of ['', 'a\r\nb\n', '{{value.seed}} {{id}}', '```\n::: python\n:::\n```\n', '~~~~\n```\n::: go\n~~~~', ':::']) {
      expect(variantText(text, python)).toBe(text);
      expect(variantTextProblems(text, [python])).toEqual([]);
    }
  });

  it('names what an author must mend, with the line', () => {
    expect(variantTextProblems('a\n::: ruby\nb\n:::', [python])).toEqual([{ line: 2, message: 'There is no variant "ruby". Variants: python.' }]);
    expect(variantTextProblems('::: python\nb', [python])).toEqual([{ line: 2, message: expect.stringContaining('does not end') as string }]);
    expect(variantTextProblems('{{variant.run}}', [python, go])).toEqual([{ line: 1, message: 'The word "run" is not among the words of "python".' }]);
    // Inside a block only the variants it is for need the word.
    expect(variantTextProblems('::: go\n{{variant.run}}\n:::', [python, go])).toEqual([]);
    expect(variantTextProblems('{{variant.run}}', [])).toHaveLength(1);
    expect(variantTextProblems('::: python', [])).toHaveLength(1);
  });
});
