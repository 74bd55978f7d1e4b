/** The names that a program's text is made of: what it declares, and what else stands in it. */
import type { Completion } from '@codemirror/autocomplete';

/** A name that is worth completing, by how it is declared; `text` for what is only used. */
export interface ProgramName {
  label: string;
  type: 'class' | 'function' | 'variable' | 'text';
}

/** Shorter names are typed quicker than chosen. */
const NAME = /[\p{L}_$][\p{L}\p{M}\p{N}_$]{2,}/gu;

/** How the course's languages declare things: JavaScript, Python, Java, Go, SQL. */
const DECLARATIONS: readonly { type: ProgramName['type']; pattern: RegExp }[] = [
  { type: 'class', pattern: /\b(?:class|interface|enum|record|struct|type|TABLE|VIEW)\s+(?:IF\s+NOT\s+EXISTS\s+)?([\p{L}_$][\p{L}\p{N}_$]*)/giu },
  { type: 'function', pattern: /\b(?:function\*?|def|func(?:\s*\([^)]*\))?)\s+([\p{L}_$][\p{L}\p{N}_$]*)/gu },
  { type: 'variable', pattern: /\b(?:const|let|var)\s+([\p{L}_$][\p{L}\p{N}_$]*)/gu },
  { type: 'variable', pattern: /^[ \t]*([\p{L}_][\p{L}\p{N}_]*)\s*(?::=|=(?!=))/gmu },
];

/** Names of one file, each once, what is declared first. @param most how many at most */
export function namesOf(text: string, most: number): ProgramName[] {
  const found = new Map<string, ProgramName>();
  for (const { type, pattern } of DECLARATIONS) {
    for (const [, label = ''] of text.matchAll(pattern)) {
      if (label.length > 2 && !found.has(label) && found.size < most) found.set(label, { label, type });
    }
  }
  for (const [label] of text.matchAll(NAME)) {
    if (found.size >= most) break;
    if (!found.has(label)) found.set(label, { label, type: 'text' });
  }
  return [...found.values()];
}

/** What is declared elsewhere comes before what is only used there; both below what the language itself offers. */
export function completionsOf(names: readonly ProgramName[], path: string): Completion[] {
  return names.map(({ label, type }) => ({ label, type, detail: path.slice(path.lastIndexOf('/') + 1), boost: type === 'text' ? -20 : -5 }));
}
