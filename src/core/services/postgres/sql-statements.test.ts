import { expect, it } from 'vitest';
import { errorOffset, lineAt, sqlStatements } from './sql-statements.ts';

const texts = (script: string): string[] => sqlStatements(script).map(({ text }) => text);

it('divides at semicolons, drops empty statements and trailing comments', () => {
  expect(texts('select 1; ;\n-- nothing\nselect 2 -- end\n;')).toEqual(['select 1', 'select 2']);
  expect(texts('  \n -- only a comment')).toEqual([]);
});

it.each([
  ["select ';' , 'it''s;'"],
  [String.raw`select E'a\';b'`],
  ['select "a;""b"'],
  ['select $$ a; b $$, $x$ ; $$ ; $x$'],
  ['select 1 /* ; /* nested ; */ ; */ + 1'],
  ['create rule r as on insert to t do also (insert into u values (1); insert into v values (2))'],
  ['select a$b$c, $1'],
  ["select 'open ; to the end"],
  ['create or replace function f() returns int begin atomic select case when true then 1 end; select 2; end'],
])('keeps %s as one statement', (script) => {
  expect(texts(script)).toEqual([script]);
  expect(texts(`${script.startsWith("select 'open") ? '' : 'select 0; '}${script}`).at(-1)).toBe(script);
});

it('does not take BEGIN of a transaction for a function body', () => {
  expect(texts('begin; select 1; end; select 2')).toEqual(['begin', 'select 1', 'end', 'select 2']);
});

it('gives COPY its lines', () => {
  const script = 'copy t (a, b) from stdin;\n1\tx;y\n2\t\\N\n\\.\nselect 1;';
  expect(sqlStatements(script)).toEqual([
    { text: 'copy t (a, b) from stdin', offset: 0, data: '1\tx;y\n2\t\\N\n' },
    { text: 'select 1', offset: script.indexOf('select 1'), data: null },
  ]);
});

it('names commands of psql as such', () => {
  expect(() => sqlStatements('select 1;\n\\dt')).toThrow(/QUERY_UNREADABLE.*\\\\dt is a command of psql.*"position":11/);
});

it('finds lines and counts code points as the server does', () => {
  const script = "select 1;\nselect '🍵', nme";
  const statement = sqlStatements(script)[1];
  if (statement === undefined) throw new Error('no second statement');
  // The server counts the tea cup as one character, a string in memory as two.
  expect(script.slice(errorOffset(statement, '13'))).toBe('nme');
  expect(errorOffset(statement, undefined)).toBe(10);
  expect(lineAt(script, errorOffset(statement, '13'))).toBe(2);
  expect(lineAt(script, 0)).toBe(1);
});
