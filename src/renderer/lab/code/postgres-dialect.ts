/**
 * PostgreSQL for the highlighter, without the words that the server does not reserve and that tables use
 * as column names: a column called `name` is no keyword, and must not look like one to someone who learns.
 */
import { PostgreSQL, SQLDialect } from '@codemirror/lang-sql';

const COLUMN_NAMES = new Set([
  'action', 'category', 'class', 'code', 'content', 'count', 'data', 'day', 'depth', 'domain', 'hour', 'id', 'input', 'key', 'label', 'language',
  'length', 'level', 'location', 'method', 'minute', 'month', 'name', 'names', 'number', 'object', 'options', 'output', 'owner', 'parameter',
  'password', 'path', 'position', 'public', 'quote', 'rank', 'result', 'role', 'rule', 'scale', 'second', 'section', 'session', 'size', 'source',
  'state', 'status', 'style', 'subject', 'text', 'title', 'type', 'types', 'uri', 'url', 'user_name', 'value', 'version', 'weight', 'year', 'zone',
]);

const { keywords = '', ...rest } = PostgreSQL.spec;

export const PlainPostgres = SQLDialect.define({
  ...rest,
  keywords: keywords.split(' ').filter((word) => !COLUMN_NAMES.has(word)).join(' '),
});
