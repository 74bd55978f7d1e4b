import { describe, expect, it } from 'vitest';
import { highlight } from './highlight.ts';

const classesOf = (code: string, language: string, text: string): string | undefined =>
  highlight(code, language)?.find((part) => part.text === text)?.classes;

describe('highlighting of lessons', () => {
  it.each(['sql', 'js', 'json', 'yaml', 'md', 'sh', 'http', 'redis', 'python'])('%s: loses and adds no character', (language) => {
    const code = 'SELECT "a" -- b\n\n  {"x": [1, null]}\n# c\nGET /x HTTP/1.1\n';
    expect(highlight(code, language)?.map((part) => part.text).join('')).toBe(code);
  });

  it('names the parts', () => {
    expect(classesOf('SELECT name FROM product', 'sql', 'SELECT')).toContain('tok-keyword');
    expect(classesOf('const a = "b";', 'js', '"b"')).toContain('tok-string');
    expect(classesOf('ZADD board 12 "ana"', 'redis', 'ZADD')).toContain('tok-keyword');
    expect(classesOf('ZADD board 12 "ana"', 'redis', '12')).toContain('tok-number');
    expect(classesOf('echo "x"', 'sh', '"x"')).toContain('tok-string');
  });

  it('leaves unknown languages and huge blocks alone', () => {
    expect(highlight('x', 'klingon')).toBeNull();
    expect(highlight('x', 'toString')).toBeNull();
    expect(highlight('x'.repeat(60_000), 'js')).toBeNull();
  });
});
