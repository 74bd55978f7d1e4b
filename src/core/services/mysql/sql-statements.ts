/**
 * Divides a script into its statements the way the client `mysql` does: the delimiter ends a statement unless it
 * stands in a string, a quoted name or a comment. DELIMITER changes it, which is how bodies with `;` are written.
 */
import { BackbenchError } from '../../../shared/errors.ts';

export interface SqlStatement {
  text: string;
  /** Where it begins in the script, in UTF-16 units from 0. */
  offset: number;
}

/** What is skipped as a whole. An unterminated string or comment runs to the end: the server will say so. */
const TOKEN = new RegExp([
  String.raw`(?<space>\s+)`,
  // Two hyphens begin a comment only before a blank; `5--3` is a subtraction.
  String.raw`(?<line>--(?=\s|$)[^\n]*|#[^\n]*)`,
  // `/*!` and `/*M!` hold statements that other servers skip: no comment to this one.
  String.raw`(?<block>/\*(?!M?!)[\s\S]*?(?:\*/|$))`,
  String.raw`'(?:[^'\\]|\\[\s\S]|'')*(?:'|$)`,
  String.raw`"(?:[^"\\]|\\[\s\S]|"")*(?:"|$)`,
  '`(?:[^`]|``)*(?:`|$)',
  String.raw`(?<word>[A-Za-z_$\u0080-\uffff][\w$\u0080-\uffff]*)`,
  String.raw`(?<one>[\s\S])`,
].join('|'), 'y');

/** Stands on a line of its own, without an end of its own. */
const DELIMITER = /delimiter[ \t]+(\S+)[^\n]*/iy;
/** Commands of the client by letter, such as `\G` and `\u`. */
const CLIENT_COMMAND = /^\\[A-Za-z.!#?]/;

/**
 * @param script SQL as it would be given to `mysql`
 * @returns its statements without the ending delimiter, in order; empty ones are left out
 * @throws BackbenchError QUERY_UNREADABLE for the client's own commands (`\G`), which the server doesn't know
 */
export function sqlStatements(script: string): SqlStatement[] {
  const found: SqlStatement[] = [];
  let delimiter = ';';
  let start: number | null = null;
  let end = 0;
  const finish = (): void => {
    if (start !== null) found.push({ text: script.slice(start, end), offset: start });
    start = null;
  };
  for (let at = 0; at < script.length;) {
    if (script.startsWith(delimiter, at)) {
      finish();
      at += delimiter.length;
      continue;
    }
    DELIMITER.lastIndex = at;
    const command = start === null ? DELIMITER.exec(script) : null;
    if (command !== null) {
      delimiter = command[1] ?? ';';
      at = DELIMITER.lastIndex;
      continue;
    }
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(script);
    const groups = match?.groups ?? {};
    const next = at + (match?.[0].length ?? 1);
    if (groups['one'] === '\\' && CLIENT_COMMAND.test(script.slice(at, at + 2))) throw commandOfClient(script, at);
    if (groups['space'] === undefined && groups['line'] === undefined && groups['block'] === undefined) {
      start ??= at;
      end = next;
    }
    // A word may run into a delimiter such as `$$`.
    const into = groups['word'] === undefined ? -1 : (match?.[0] ?? '').indexOf(delimiter, 1);
    at = into > 0 ? at + into : next;
    if (into > 0) end = at;
  }
  finish();
  return found;
}

/** The first word of a statement in upper case; empty where it begins with something else, such as a bracket. */
export function firstWord(statement: SqlStatement): string {
  return /^[A-Za-z]+/.exec(statement.text)?.[0].toUpperCase() ?? '';
}

function commandOfClient(script: string, at: number): BackbenchError {
  return new BackbenchError('QUERY_UNREADABLE', {
    message: `${script.slice(at, at + 2)} is a command of the client mysql, not SQL. Use it in mysql, in the terminal.`, position: at + 1,
  });
}

/** @returns the line of an offset (UTF-16 units from 0), counted from 1 */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
