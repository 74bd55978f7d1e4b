import { expect, it } from 'vitest';
import { firstWord, lineAt, sqlStatements } from './sql-statements.ts';

const texts = (script: string): string[] => sqlStatements(script).map(({ text }) => text);

it('divides at semicolons, drops empty statements and comments of all three kinds', () => {
  expect(texts('select 1; ;\n-- nothing\nselect 2 -- end\n;')).toEqual(['select 1', 'select 2']);
  expect(texts('# a\n  \n -- only a comment\n/* and ; another */')).toEqual([]);
  expect(texts('select 5--3')).toEqual(['select 5--3']);
  expect(texts('select 1 -- ; not an end\n+ 1')).toEqual(['select 1 -- ; not an end\n+ 1']);
});

it.each([
  ["select ';' , 'it''s;'"],
  [String.raw`select 'a\';b', "c\";d"`],
  ['select `a;``b`'],
  ['select 1 /* ; */ + 1'],
  ['/*!50001 create view v as select 1 */'],
  ["select 'open ; to the end"],
])('keeps %s as one statement', (script) => {
  expect(texts(script)).toEqual([script]);
});

it('follows DELIMITER, so that bodies keep their semicolons', () => {
  const body = 'create trigger t before insert on a for each row\nbegin\n  set new.x = 1;\n  set new.y = 2;\nend';
  expect(texts(`select 0;\nDELIMITER //\n${body}//\n${body}//\ndelimiter ;\nselect 1; select 2`)).toEqual(['select 0', body, body, 'select 1', 'select 2']);
  expect(texts('delimiter $$\ncreate procedure p() begin select 1; end$$\ndelimiter ;\ncall p()')).toEqual(['create procedure p() begin select 1; end', 'call p()']);
});

it('names commands of the client as such', () => {
  expect(() => sqlStatements('select 1;\nselect 2\\G')).toThrow(/QUERY_UNREADABLE.*\\\\G is a command of the client mysql.*"position":19/);
});

it('tells offset, line and first word', () => {
  const script = "select 1;\n/* x */ update t set a = '🍵'";
  const [, second] = sqlStatements(script);
  expect(second?.offset).toBe(script.indexOf('update'));
  expect(lineAt(script, second?.offset ?? 0)).toBe(2);
  expect(second === undefined ? '' : firstWord(second)).toBe('UPDATE');
  expect(firstWord({ text: '(select 1)', offset: 0 })).toBe('');
});
