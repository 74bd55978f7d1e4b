// @vitest-environment happy-dom
/** The window draws of a figure what the list allows, whatever it is given; words on every ground can be read. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { TermView } from '../../../shared/course-views.ts';
import type { Figure } from '../../../shared/figure.ts';
import { english } from '../../../shared/words/english.ts';
import { WordsProvider } from '../../words/words-context.tsx';
import { Connection } from '../../transport/connection.ts';
import { ConnectionContext } from '../../transport/use-backend.ts';
import { LessonPartsContext } from './lesson-parts.ts';
import { MarkdownText } from './markdown-text.tsx';

const figure: Figure = {
  width: 720, height: 90, title: 'Two pages', children: [
    { shape: 'rect', attributes: { class: 'box', x: '1', y: '2', width: '30', height: '20' }, children: [] },
    { shape: 'path', attributes: { class: 'line arrow', d: 'M0 0 L9 9' }, children: [] },
    { shape: 'text', attributes: { class: 'text', x: '5', y: '9', 'text-anchor': 'middle' }, children: ['root'] },
  ],
};
const term: TermView = { id: 'b-tree', term: 'B-tree', aliases: [], text: 'A tree of `pages`.', lab: { id: 'x', title: 'X' } };

function draw(text: string, figures: Record<string, Figure> = { 'figures/pages.svg': figure }): HTMLElement {
  const connection = new Connection(window, { connect: () => undefined });
  const place = document.createElement('div');
  place.innerHTML = renderToStaticMarkup(
    <WordsProvider first={english} choice="en">
      <ConnectionContext value={connection}>
        <LessonPartsContext value={{ figures, terms: [term] }}>
          <MarkdownText text={text} />
        </LessonPartsContext>
      </ConnectionContext>
    </WordsProvider>,
  );
  connection.dispose();
  return place;
}

describe('figures', () => {
  it('are drawn by themselves, with their description for those who do not see them', () => {
    const drawn = draw('Look:\n\n![Two pages, one above the other](figures/pages.svg)\n\nSo.');
    const svg = drawn.querySelector('figure > svg');
    expect(svg?.getAttribute('role')).toBe('img');
    expect(svg?.getAttribute('aria-label')).toBe('Two pages, one above the other');
    expect(drawn.querySelector('figcaption')?.textContent).toBe('Two pages');
    expect(drawn.querySelector('p figure')).toBeNull();
    expect(svg?.querySelector('path.arrow')?.getAttribute('marker-end')).toBe(`url(#${svg?.querySelector('marker')?.id ?? ''})`);
    expect(svg?.querySelector('text')?.getAttribute('text-anchor')).toBe('middle');
  });

  it('that are not there are told by their description', () => {
    expect(draw('![Two pages](figures/other.svg)').textContent).toBe('Two pages');
    expect(draw('![Two pages](https://example.org/x.svg)').querySelector('figure, img')).toBeNull();
    expect(draw('![Two pages](figures/toString.svg)', {}).querySelector('figure, img')).toBeNull();
  });

  it('never become more than shapes, whatever arrives', () => {
    const hostile = {
      ...figure, title: '<script>alert(1)</script>', children: [
        { shape: 'script', attributes: {}, children: ['alert(1)'] },
        { shape: 'foreignObject', attributes: {}, children: ['x'] },
        { shape: 'rect', attributes: { onclick: 'alert(1)', style: 'fill: red', href: 'javascript:alert(1)', class: 'app-header', x: 'url(#x)', dangerouslySetInnerHTML: 'x', ref: 'x' }, children: [] },
        { shape: 'text', attributes: {}, children: ['<img src=x onerror=alert(1)>'] },
      ],
    } as unknown as Figure;
    const drawn = draw('![Two pages](figures/pages.svg)', { 'figures/pages.svg': hostile });
    expect(drawn.querySelectorAll('script, foreignObject, img, a, style')).toHaveLength(0);
    expect([...(drawn.querySelector('rect')?.attributes ?? [])]).toEqual([]);
    expect(drawn.querySelector('text')?.textContent).toBe('<img src=x onerror=alert(1)>');
  });
});

describe('terms', () => {
  it('can be reached by keyboard; unknown ones are plain text', () => {
    const drawn = draw('A [B-tree](term:b-tree) and a [heap](term:heap).');
    expect(drawn.querySelector('.term')?.textContent).toBe('B-tree');
    expect(drawn.querySelector('.term')?.getAttribute('tabindex')).toBe('0');
    expect(drawn.querySelectorAll('a, .term')).toHaveLength(1);
    expect(drawn.textContent).toBe('A B-tree and a heap.');
  });
});

describe('words in figures', () => {
  const css = readFileSync(join(import.meta.dirname, '../../styles/tokens.css'), 'utf8');
  const colour = (name: string, theme: 0 | 1): number[] => {
    const pair = new RegExp(`--${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(css);
    const hex = pair?.[theme + 1] ?? '';
    return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  };
  const light = (rgb: number[]): number => {
    const [r = 0, g = 0, b = 0] = rgb.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a: number[], b: number[]): number => {
    const [x, y] = [light(a), light(b)];
    return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
  };
  const grounds = ['surface', 'sunken', 'ground', 'rest-soft', 'accent-soft', 'good-soft', 'bad-soft'];

  it.each(['ink', 'ink-3', 'accent', 'good', 'bad'])('of the colour --%s keep AA on every ground', (word) => {
    for (const theme of [0, 1] as const) {
      for (const ground of grounds) {
        const found = contrast(colour(word, theme), colour(ground, theme));
        expect({ word, ground, theme, enough: found >= 4.5, found }).toMatchObject({ enough: true });
      }
    }
  });

  it('have edges and lines of 3:1', () => {
    for (const theme of [0, 1] as const) {
      for (const edge of ['line-control', 'ink-2', 'accent', 'good', 'bad']) {
        for (const ground of ['surface', 'sunken', 'ground']) expect({ edge, ground, theme, enough: contrast(colour(edge, theme), colour(ground, theme)) >= 3 }).toMatchObject({ enough: true });
      }
    }
  });
});
