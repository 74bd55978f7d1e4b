import { describe, expect, test } from 'vitest';
import { inWorkspace, namedFiles } from './file-links.ts';

const files = new Set(['server.js', 'src/app.js', 'test/app.test.js', 'analyse.py', 'Makefile', 'notes.md', 'पाठ.txt']);
const found = (text: string, cwd = '/w', workspace = '/w'): string[] =>
  namedFiles(text).flatMap(({ path, line, column, start, end }) => {
    const file = inWorkspace(path, { workspace, cwd }, files);
    return file === null ? [] : [`${file}:${line ?? '-'}:${column ?? '-'} ${text.slice(start, end)}`];
  });

describe('files that a terminal names', () => {
  test('with line and column, in the ways of compilers and runtimes', () => {
    expect(found('    at handler (/w/src/app.js:12:5)')).toEqual(['src/app.js:12:5 /w/src/app.js:12:5']);
    expect(found('    at file:///w/server.js:3:1')).toEqual(['server.js:3:1 file:///w/server.js:3:1']);
    expect(found('  File "/w/analyse.py", line 7, in <module>')).toEqual(['analyse.py:7:- File "/w/analyse.py", line 7']);
    expect(found('./src/app.js:4: warning')).toEqual(['src/app.js:4:- ./src/app.js:4']);
    expect(found('src/app.js(10,3): error')).toEqual(['src/app.js:10:3 src/app.js(10,3)']);
  });

  test('without a line, in lists and sentences', () => {
    expect(found('Makefile  notes.md  nothing.md')).toEqual(['Makefile:-:- Makefile', 'notes.md:-:- notes.md']);
    expect(found('see notes.md.')).toEqual(['notes.md:-:- notes.md']);
    expect(found('पाठ.txt:2')).toEqual(['पाठ.txt:2:- पाठ.txt:2']);
  });

  test('from the shell’s folder first, then from the workspace', () => {
    expect(found('app.js:1', '/w/src')).toEqual(['src/app.js:1:- app.js:1']);
    expect(found('test/app.test.js:9', '/w/src')).toEqual(['test/app.test.js:9:- test/app.test.js:9']);
    expect(found('../server.js:1', '/w/src')).toEqual(['server.js:1:- ../server.js:1']);
    expect(found('server.js', '/tmp')).toHaveLength(1);
  });

  test('none that lie elsewhere', () => {
    expect(found('/etc/passwd:1 ../../server.js ../w/server.js /wide/server.js')).toEqual([]);
    expect(inWorkspace('/w/server.js', null, files)).toBeNull();
  });

  test('are looked for in no time, whatever is printed', () => {
    const began = performance.now();
    for (const text of ['a/'.repeat(2_000), 'a.'.repeat(2_000), ':1'.repeat(2_000), 'x'.repeat(100_000)]) namedFiles(text);
    expect(performance.now() - began).toBeLessThan(500);
  });
});
