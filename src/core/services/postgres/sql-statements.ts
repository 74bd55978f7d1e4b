/**
 * Divides a script into its statements the way psql does: `;` ends a statement unless it stands in a
 * string, a quoted name, a comment, brackets, or the body of a BEGIN ATOMIC function.
 */
import { BackbenchError } from '../../../shared/errors.ts';

export interface SqlStatement {
  text: string;
  /** Where it begins in the script, in UTF-16 units from 0. */
  offset: number;
  /** The lines that follow COPY … FROM STDIN, up to `\.`; null for every other statement. */
  data: string | null;
}

/** What the next characters can be: everything that is skipped as a whole, words, and single characters. */
const TOKEN = new RegExp([
  String.raw`(?<space>\s+)`,
  String.raw`(?<line>--[^\n]*)`,
  String.raw`(?<block>/\*)`,
  // E'…' knows backslashes; other strings don't. An unterminated one runs to the end: the server will say so.
  String.raw`[eE]'(?:[^'\\]|\\[\s\S]|'')*(?:'|$)`,
  String.raw`'(?:[^']|'')*(?:'|$)`,
  String.raw`"(?:[^"]|"")*(?:"|$)`,
  String.raw`(?<dollar>\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$)`,
  // A dollar sign inside a name is part of the name and opens no string.
  String.raw`(?<word>[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)`,
  String.raw`\d[\w.$]*`,
  String.raw`(?<one>[\s\S])`,
].join('|'), 'y');

/** A COPY that reads from the client; its data stands in the script. */
const COPY_FROM_STDIN = /^\s*copy\b[\s\S]*\bfrom\s+stdin\b/i;

/**
 * @param script SQL as it would be given to psql with -f
 * @returns its statements without the ending `;`, in order; empty ones are left out
 * @throws BackbenchError QUERY_UNREADABLE for psql's own commands (`\d`), which the server doesn't know
 */
export function sqlStatements(script: string): SqlStatement[] {
  const found: SqlStatement[] = [];
  let start: number | null = null;
  let end = 0;
  let brackets = 0;
  let words: string[] = [];
  let atomic = 0;
  const finish = (): SqlStatement | null => {
    const statement = start === null ? null : { text: script.slice(start, end), offset: start, data: null };
    if (statement !== null) found.push(statement);
    start = null;
    brackets = 0;
    words = [];
    atomic = 0;
    return statement;
  };

  for (let at = 0; at < script.length;) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(script);
    const groups = match?.groups ?? {};
    let next = at + (match?.[0].length ?? 1);
    if (groups['block'] !== undefined) next = endOfBlockComment(script, at);
    if (groups['dollar'] !== undefined) {
      const close = script.indexOf(groups['dollar'], next);
      next = close < 0 ? script.length : close + groups['dollar'].length;
    }
    const isSpace = groups['space'] !== undefined || groups['line'] !== undefined || groups['block'] !== undefined;
    const one = groups['one'];
    if (one === '\\') throw commandOfPsql(script, at);
    if (one === ';' && brackets === 0 && atomic === 0) {
      const ended = finish();
      const copied = ended !== null && COPY_FROM_STDIN.test(ended.text) ? copyData(script, next) : null;
      if (ended !== null && copied !== null) {
        ended.data = copied.data;
        next = copied.next;
      }
    } else if (!isSpace) {
      start ??= at;
      end = next;
      if (one === '(') brackets += 1;
      if (one === ')') brackets = Math.max(0, brackets - 1);
      if (groups['word'] !== undefined) {
        const word = groups['word'].toLowerCase();
        if (words.length < 4) words.push(word);
        atomic = atomicDepth(atomic, word, words, brackets);
      }
    }
    at = next;
  }
  finish();
  return found;
}

/** Block comments nest in PostgreSQL. */
function endOfBlockComment(script: string, from: number): number {
  const mark = /\/\*|\*\//g;
  mark.lastIndex = from;
  let depth = 0;
  for (let match = mark.exec(script); match !== null; match = mark.exec(script)) {
    depth += match[0] === '/*' ? 1 : -1;
    if (depth === 0) return mark.lastIndex;
  }
  return script.length;
}

/** psql's own rule (psqlscan.l): BEGIN and CASE open, END closes, in CREATE FUNCTION and PROCEDURE only. */
function atomicDepth(depth: number, word: string, words: string[], brackets: number): number {
  if (brackets > 0) return depth;
  const kind = words[1] === 'or' && words[2] === 'replace' ? words[3] : words[1];
  if (words[0] !== 'create' || (kind !== 'function' && kind !== 'procedure')) return depth;
  if (word === 'begin') return depth + 1;
  if (word === 'case' && depth > 0) return depth + 1;
  return word === 'end' && depth > 0 ? depth - 1 : depth;
}

/** The data lines after COPY … FROM STDIN; null when nothing but blanks follows on the line, or no end mark. */
function copyData(script: string, from: number): { data: string; next: number } | null {
  const lineEnd = script.indexOf('\n', from);
  if (lineEnd < 0 || script.slice(from, lineEnd).trim() !== '') return null;
  const mark = /^\\\.\r?$/gm;
  mark.lastIndex = lineEnd + 1;
  const match = mark.exec(script);
  if (match === null) return null;
  return { data: script.slice(lineEnd + 1, match.index), next: mark.lastIndex };
}

function commandOfPsql(script: string, at: number): BackbenchError {
  const command = /^\\\S*/.exec(script.slice(at, at + 40))?.[0] ?? '\\';
  return new BackbenchError('QUERY_UNREADABLE', {
    message: `${command} is a command of psql, not SQL. Run it in psql, in the terminal.`, position: at + 1,
  });
}

/** @returns the line of an offset (UTF-16 units from 0), counted from 1 */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

/**
 * Where an error is: PostgreSQL counts characters (code points) from 1 in the statement, editors count UTF-16 units.
 * @returns the offset from 0 in the script; the statement's beginning when the server named no position
 */
export function errorOffset(statement: Pick<SqlStatement, 'text' | 'offset'>, position: string | undefined): number {
  if (position === undefined) return statement.offset;
  let units = 0;
  let left = Number(position) - 1;
  for (const character of statement.text) {
    if (left <= 0) break;
    left -= 1;
    units += character.length;
  }
  return statement.offset + units;
}
