/** What a lesson becomes. Whoever changes what is expected here raises READER in core/course/lesson-trees.ts. */
import { expect, it } from 'vitest';
import { isLesson } from '../lesson-tree.ts';
import { readDefinition, readMarkdown } from './read-markdown.ts';

it('reads structure, links to terms and figures, code with its language, tables and tasks', () => {
  const lesson = readMarkdown([
    '# Title', 'a *b*\n**c** <id> [term](term:b-tree) [web](https://example.org/) ![Two pages](figures/pages.svg)',
    '- [x] done\n- [ ] open', '| n | |\n|--:|---|\n| 1 | 2 |', '```sql\nSELECT 1;\n```', '3. three',
  ].join('\n\n'));
  expect(isLesson(lesson)).toBe(true);
  expect(lesson).toEqual([
    { tag: 'h1', children: ['Title'] },
    { tag: 'p', children: [
      'a ', { tag: 'em', children: ['b'] }, '\n', { tag: 'strong', children: ['c'] }, ' ', '<id>', ' ',
      { tag: 'a', attributes: { href: 'term:b-tree' }, children: ['term'] }, ' ',
      { tag: 'a', attributes: { href: 'https://example.org/' }, children: ['web'] }, ' ',
      { tag: 'img', attributes: { src: 'figures/pages.svg', alt: 'Two pages' } },
    ] },
    { tag: 'ul', children: [{ tag: 'li', children: [{ tag: 'input', attributes: { checked: 'true' } }, ' ', 'done'] }, { tag: 'li', children: [{ tag: 'input' }, ' ', 'open'] }] },
    { tag: 'table', children: [
      { tag: 'thead', children: [{ tag: 'tr', children: [{ tag: 'th', attributes: { align: 'right' }, children: ['n'] }, { tag: 'th' }] }] },
      { tag: 'tbody', children: [{ tag: 'tr', children: [{ tag: 'td', attributes: { align: 'right' }, children: ['1'] }, { tag: 'td', children: ['2'] }] }] },
    ] },
    { tag: 'pre', children: [{ tag: 'code', attributes: { language: 'sql' }, children: ['SELECT 1;\n'] }] },
    { tag: 'ol', attributes: { start: '3' }, children: [{ tag: 'li', children: ['three'] }] },
  ]);
});

it('leaves the words of what a lesson may not have', () => {
  expect(readMarkdown('[x](javascript:alert(1)) <b onclick="y">z</b><!-- gone -->')).toEqual([
    { tag: 'p', children: [{ tag: 'a', children: ['x'] }, ' ', '<b onclick="y">', 'z', '</b>'] },
  ]);
  expect(readDefinition('A [tree](https://example.org/) of `pages`.\n\n# More')).toEqual([{ tag: 'p', children: ['A ', 'tree', ' of ', { tag: 'code', children: ['pages'] }, '.'] }, 'More']);
});
