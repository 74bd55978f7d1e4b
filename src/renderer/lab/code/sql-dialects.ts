/**
 * PostgreSQL and MySQL for the highlighter, without the words that the servers do not reserve and that tables use
 * as column names: a column called `name` is no keyword, and must not look like one to someone who learns.
 */
import { MariaSQL, PostgreSQL, SQLDialect } from '@codemirror/lang-sql';

const COLUMN_NAMES = new Set([
  'action', 'category', 'class', 'code', 'content', 'count', 'data', 'day', 'depth', 'domain', 'hour', 'id', 'input', 'key', 'label', 'language',
  'length', 'level', 'location', 'method', 'minute', 'month', 'name', 'names', 'number', 'object', 'options', 'output', 'owner', 'parameter',
  'password', 'path', 'position', 'public', 'quote', 'rank', 'result', 'role', 'rule', 'scale', 'second', 'section', 'session', 'size', 'source',
  'state', 'status', 'style', 'subject', 'text', 'title', 'type', 'types', 'uri', 'url', 'user_name', 'value', 'version', 'weight', 'year', 'zone',
]);

/** Words that MySQL's statements are made of, although tables use them as names too: `ON DUPLICATE KEY`, a column of type TEXT. */
const MYSQL_STATEMENT_WORDS = new Set(['key', 'text', 'year']);

export const PlainPostgres = SQLDialect.define({ ...PostgreSQL.spec, keywords: without(PostgreSQL.spec.keywords, COLUMN_NAMES) });

export const PlainMysql = SQLDialect.define({
  ...MariaSQL.spec, keywords: without(MariaSQL.spec.keywords, new Set([...COLUMN_NAMES].filter((word) => !MYSQL_STATEMENT_WORDS.has(word)))),
});

function without(keywords = '', words: ReadonlySet<string>): string {
  return keywords.split(' ').filter((word) => !words.has(word)).join(' ');
}
