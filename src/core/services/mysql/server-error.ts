/** The server's error, and where in the statement it is: MySQL names no position, but quotes what it stumbled over. */
import { BackbenchError } from '../../../shared/errors.ts';
import type { ServerError } from './connection.ts';
import { lineAt, type SqlStatement } from './sql-statements.ts';

const SYNTAX_ERROR = 1064;
/** The server quotes at most this much of the rest of the statement, in characters. */
const MOST_QUOTED = 80;
/** The texts that name a thing which can be looked for: unknown column, table, database, function; ambiguous column. */
const NAMED: readonly RegExp[] = [
  /^Unknown column '([^']+)'/, /^Table '([^']+)' doesn't exist/, /^Unknown table '([^']+)'/, /^Unknown database '([^']+)'/,
  /^(?:FUNCTION|PROCEDURE) (\S+) does not exist/, /^Column '([^']+)' in .* is ambiguous/, /^'([^']+)' isn't in GROUP BY/,
  /^Duplicate column name '([^']+)'/, /^Key column '([^']+)' doesn't exist/,
];

/** @returns the offset in the script (UTF-16 units from 0); null where the server's words tell nothing */
export function errorOffset(error: ServerError, statement: SqlStatement): number | null {
  const place = error.errno === SYNTAX_ERROR ? syntaxErrorAt(error.sqlMessage, statement.text) : namedThingAt(error.sqlMessage, statement.text);
  return place === null ? null : statement.offset + place;
}

/** `… near 'FORM products' at line 2`: the rest of the statement from the first word that does not fit. */
function syntaxErrorAt(message: string, text: string): number | null {
  const match = /near '([\s\S]*)' at line (\d+)\s*$/.exec(message);
  if (match === null) return null;
  const [, quoted = '', line = '1'] = match;
  // Nothing is left: something is missing at the end.
  if (quoted === '') return text.length;
  if (quoted.length < MOST_QUOTED && text.endsWith(quoted)) return text.length - quoted.length;
  // The line may be that of the word, or of what was read after it.
  for (let at = text.indexOf(quoted); at >= 0; at = text.indexOf(quoted, at + 1)) {
    if (Math.abs(lineAt(text, at) - Number(line)) <= 1) return at;
  }
  const first = text.indexOf(quoted);
  return first < 0 ? null : first;
}

function namedThingAt(message: string, text: string): number | null {
  for (const pattern of NAMED) {
    const named = pattern.exec(message)?.[1];
    if (named === undefined) continue;
    // Names come with their database or table in front; in the statement they may stand without.
    for (const name of [named, named.slice(named.lastIndexOf('.') + 1)]) {
      const at = wordAt(text, name);
      if (at !== null) return at;
    }
  }
  return null;
}

/** Where a name stands by itself, upper or lower case. */
function wordAt(text: string, name: string): number | null {
  const pattern = new RegExp(`(?<![\\w$])${name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}(?![\\w$])`, 'i');
  const at = text.search(pattern);
  return at < 0 ? null : at;
}

/** @returns QUERY_FAILED with the position in the script (UTF-16 units from 1) where the error names one */
export function queryFailed(error: ServerError, statement: SqlStatement): BackbenchError<'QUERY_FAILED'> {
  const offset = errorOffset(error, statement);
  return new BackbenchError('QUERY_FAILED', {
    message: errorMessage(error), ...(offset === null ? {} : { position: offset + 1 }),
  }, { cause: error });
}

/** The error in the words of the client: `ERROR 1146 (42S02): Table …`, without its first word. */
export function errorMessage(error: ServerError): string {
  return `${String(error.errno)} (${error.sqlState}): ${error.sqlMessage}`;
}

/** @returns `line 12: 1146 (42S02): Table 'lab.orders' doesn't exist`, for scripts in files */
export function scriptErrorReason(error: ServerError, script: string, statement: SqlStatement): string {
  return `line ${String(lineAt(script, errorOffset(error, statement) ?? statement.offset))}: ${errorMessage(error)}`;
}
