/** Static highlighting for lessons: text in, parts with class names out. The editor uses the same names. */
import { classHighlighter, highlightCode } from '@lezer/highlight';
import { languageByName } from './languages.ts';

export interface CodePart {
  text: string;
  /** Class names such as `tok-keyword`, coloured in code.css; empty for plain text. */
  classes: string;
}

/** Longer blocks are shown plain: a lesson has no such block by intention, in characters. */
const LONGEST = 50_000;

/** @returns null for a language that is not known, or too long a text */
export function highlight(code: string, languageName: string): CodePart[] | null {
  const language = code.length > LONGEST ? null : languageByName(languageName);
  if (language === null) return null;
  const parts: CodePart[] = [];
  highlightCode(
    code,
    language.parser.parse(code),
    classHighlighter,
    (text, classes) => parts.push({ text, classes }),
    () => parts.push({ text: '\n', classes: '' }),
  );
  return parts;
}
