/**
 * Texts of a lab with variants: `{{variant.name}}` stands for a word of the variant, and lines between
 * `::: python go` and `:::` are there for these variants only.
 */
import type { Variant } from '../../shared/lab-format.ts';

const WORD = /\{\{variant\.([a-z0-9-]*)\}\}/g;
const OPEN = /^ {0,3}::: *(\S.*)$/;
const CLOSE = /^ {0,3}::: *$/;
/** A code block: what looks like a mark inside it is code. */
const FENCE = /^\s*(`{3,}|~{3,})/;

export interface VariantTextProblem {
  /** From 1. */
  line: number;
  message: string;
}

/** The text as this variant's learner reads it. Faults are left as they are; {@link variantTextProblems} tells them. */
export function variantText(text: string, variant: Pick<Variant, 'id' | 'words'>): string {
  const kept = text.includes(':::') ? keptLines(text, variant.id) : text;
  return kept.replace(WORD, (all, name: string) => variant.words[name] ?? all);
}

function keptLines(text: string, id: string): string {
  return linesWithBlocks(text).filter(({ mark, only }) => !mark && (only === null || only.includes(id))).map(({ line }) => line).join('\n');
}

/** What an author must mend in a text: words and variants that do not exist, blocks that do not end. */
export function variantTextProblems(text: string, variants: readonly Pick<Variant, 'id' | 'words'>[]): VariantTextProblem[] {
  const problems: VariantTextProblem[] = [];
  const lines = linesWithBlocks(text);
  for (const [index, { line, only, mark }] of lines.entries()) {
    const at = index + 1;
    const opened = mark && only !== null;
    for (const id of opened ? only : []) {
      if (!variants.some((each) => each.id === id)) problems.push({ line: at, message: `There is no variant "${id}".${known(variants)}` });
    }
    for (const [, word = ''] of line.matchAll(WORD)) {
      const without = variants.filter((each) => (only === null || only.includes(each.id)) && each.words[word] === undefined);
      if (variants.length === 0) problems.push({ line: at, message: 'This lab has no variants, so {{variant.…}} stands for nothing.' });
      else if (without.length > 0) problems.push({ line: at, message: `The word "${word}" is not among the words of ${without.map((each) => `"${each.id}"`).join(', ')}.` });
    }
  }
  const last = lines.at(-1);
  if (last !== undefined && last.only !== null && !last.mark) problems.push({ line: lines.length, message: 'A block that begins with ":::" does not end. Close it with a line ":::".' });
  return problems;
}

const known = (variants: readonly { id: string }[]): string => (variants.length === 0 ? ' This lab has none.' : ` Variants: ${variants.map((each) => each.id).join(', ')}.`);

/** Each line, whether it is a mark, and for which variants it is; null for all. A mark that opens carries its variants. */
function linesWithBlocks(text: string): { line: string; mark: boolean; only: string[] | null }[] {
  let only: string[] | null = null;
  let fence: string | null = null;
  return text.split('\n').map((line) => {
    const [, marks] = FENCE.exec(line) ?? [];
    if (marks !== undefined && (fence === null || (marks.startsWith(fence) && line.trim() === marks))) fence = fence === null ? marks : null;
    else if (fence === null) {
      const [, ids] = OPEN.exec(line) ?? [];
      if (ids !== undefined) {
        only = ids.trim().split(/\s+/);
        return { line, mark: true, only };
      }
      if (only !== null && CLOSE.test(line)) {
        only = null;
        return { line, mark: true, only: null };
      }
    }
    return { line, mark: false, only };
  });
}
