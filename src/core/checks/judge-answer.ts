/** Whether an answer to a question is right. The one place for it: checks and the placement quiz ask here. */
import type { AnswerValue, Choices } from '../../shared/check-format/answer.ts';
import { hasPattern } from './author-pattern.ts';

/** Exactly the right choices, in any order. */
export function rightChoice({ correct }: Choices, given: AnswerValue): boolean {
  const chosen = new Set(given);
  return chosen.size === correct.length && correct.every((id) => chosen.has(id));
}

/** The whole text, without the spaces around it, is found by the pattern. @throws what {@link hasPattern} throws */
export function rightText({ matches }: { matches: string }, typed: string): boolean {
  return hasPattern(`^(?:${matches})$`, 'iu', typed.trim());
}

/** @returns whether the number is near enough; null when the text is no number */
export function rightNumber(expected: number, { tolerance, tolerancePercent }: { tolerance?: number | undefined; tolerancePercent?: number | undefined }, typed: string): boolean | null {
  const number = readNumber(typed);
  if (number === null) return null;
  const room = tolerance ?? (Math.abs(expected) * (tolerancePercent ?? 0)) / 100;
  // Decimal fractions have no exact binary form: 0.1 + 0.2 is within this of 0.3.
  return Math.abs(number - expected) <= room + Math.abs(expected) * 1e-12;
}

/** Reads `1234.5`, `1,234.5`, `1 234`, `-3`, `2e6`, with spaces around. @returns null for anything else */
export function readNumber(text: string): number | null {
  const plain = text.trim();
  const grouped = /^[+-]?\d{1,3}([ ,_]\d{3})+(\.\d+)?$/.test(plain) ? plain.replace(/[ ,_]/g, '') : plain;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(grouped) ? Number(grouped) : null;
}
