/** A figure keeps shapes and words; nothing that runs, loads, restyles or grows gets through. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { figureSchema } from '../../shared/figure.ts';
import type { FigureNode } from '../../shared/figure-shapes.ts';
import { MAX_FIGURE_BYTES, readFigure } from './read-figure.ts';

const svg = (inner: string, attributes = 'viewBox="0 0 720 200"'): string => `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}><title>A box</title>${inner}</svg>`;
const problems = (text: string): string[] => readFigure(text).problems.map((each) => each.message);

it('keeps shapes, words, places and classes', () => {
  const { figure, problems: none } = readFigure(svg(`
    <!-- a comment -->
    <g transform="translate(10, 20) rotate(45)"><rect class="box box-accent" x="0" y="0" width="10.5" height="1e1" rx="4"/></g>
    <path class="line arrow" d="M0 0 L10,10 a 2 2 0 0 1 4 4 Z" marker-start="url(#arrow)"/>
    <text class="text" x="5" y="9" text-anchor="middle">leaf &amp; <tspan class="text-mono">root</tspan></text>`));
  expect(none).toEqual([]);
  expect(figureSchema.parse(figure)).toEqual({
    width: 720, height: 200, title: 'A box', children: [
      { shape: 'g', attributes: { transform: 'translate(10, 20) rotate(45)' }, children: [
        { shape: 'rect', attributes: { class: 'box box-accent', x: '0', y: '0', width: '10.5', height: '1e1', rx: '4' }, children: [] },
      ] },
      { shape: 'path', attributes: { class: 'line arrow', d: 'M0 0 L10,10 a 2 2 0 0 1 4 4 Z', 'marker-start': 'url(#arrow)' }, children: [] },
      { shape: 'text', attributes: { class: 'text', x: '5', y: '9', 'text-anchor': 'middle' }, children: ['leaf & ', { shape: 'tspan', attributes: { class: 'text-mono' }, children: ['root'] }] },
    ],
  });
});

it.each<[string, string, string]>([
  ['a script', '<script>alert(1)</script>', 'A figure can\'t have <script>.'],
  ['a handler', '<rect onclick="alert(1)" x="1"/>', 'A figure can\'t have onclick="…"'],
  ['another handler', '<g onload="alert(1)"/>', 'A figure can\'t have onload="…"'],
  ['HTML', '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>', 'A figure can\'t have <foreignObject>.'],
  ['a use of another file', '<use href="https://example.org/x.svg#a"/>', 'A figure can\'t have <use>.'],
  ['a picture from elsewhere', '<image href="https://example.org/x.png"/>', 'A figure can\'t have <image>.'],
  ['a picture in itself', '<image href="data:image/png;base64,AA"/>', 'A figure can\'t have <image>.'],
  ['a link', '<a href="javascript:alert(1)"><text>x</text></a>', 'A figure can\'t have <a>.'],
  ['a style sheet', '<style>* { display: none }</style>', 'A figure can\'t have <style>.'],
  ['a style', '<rect style="fill: url(https://example.org/)"/>', 'A figure can\'t have style="…"'],
  ['a colour', '<rect fill="red"/>', 'A figure can\'t have fill="…"'],
  ['an animation', '<rect><animate attributeName="x" to="9"/></rect>', 'A figure can\'t have <animate>.'],
  ['a setter', '<rect><set attributeName="onclick" to="alert(1)"/></rect>', 'A figure can\'t have <set>.'],
  ['a filter', '<filter/>', 'A figure can\'t have <filter>.'],
  ['an id', '<rect id="root"/>', 'A figure can\'t have id="…"'],
  ['a marker of its own', '<path marker-end="url(https://example.org/#a)"/>', 'marker-end="url(https://example.org/#a)" can\'t be used in <path>.'],
  ['a url in a place', '<rect x="url(#x)"/>', 'x="url(#x)" can\'t be used in <rect>.'],
  ['an unknown class', '<rect class="box app-header"/>', 'The app has no class "app-header" for figures.'],
  ['an element of another namespace', '<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>', 'A figure can\'t have <h:script>.'],
  ['words without a text element', '<g>alert(1)</g>', 'Words stand in <text>, not in <g>.'],
  ['CDATA without a text element', '<g><![CDATA[<script>alert(1)</script>]]></g>', 'Words stand in <text>, not in <g>.'],
])('leaves out %s and tells it', (_, inner, message) => {
  const { figure, problems: found } = readFigure(svg(inner));
  expect(found.map((each) => each.message).join('\n')).toContain(message);
  expectHarmless(figureSchema.parse(figure).children);
});

it.each<[string, string, string]>([
  ['no XML', '<svg viewBox="0 0 720 9"><title>x</title><rect></svg>', 'This is not valid XML: Missing end tag for element rect.'],
  ['an entity bomb', `<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>${svg('<text>&b;</text>')}`, 'This is not valid XML: Named entity isn\'t defined: &b;.'],
  ['an entity of another file', `<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>${svg('<text>&a;</text>')}`, 'This is not valid XML'],
  ['another element', '<html><script>alert(1)</script></html>', 'A figure is an <svg> element.'],
  ['too many bytes', svg(`<text>${'x'.repeat(MAX_FIGURE_BYTES)}</text>`), 'the limit is'],
  ['groups without end', svg('<g>'.repeat(6_000) + '</g>'.repeat(6_000)), ''],
  ['no size', svg('', ''), 'The figure has no usable viewBox.'],
  ['a size of nothing', svg('', 'viewBox="0 0 0 0"'), 'The figure has no usable viewBox.'],
])('draws nothing of a file with %s', (_, text, message) => {
  const { figure, problems: found } = readFigure(text);
  expect(found[0]?.message).toContain(message);
  if (figure !== null) expect(JSON.stringify(figure).length).toBeLessThan(2_000);
});

it('tells what only lessens a figure', () => {
  expect(problems('<svg viewBox="0 0 720 99"/>')).toEqual(['The figure has no <title>. Say in a few words what it is: it stands below the picture.']);
  expect(problems(svg('', 'viewBox="0 0 400 300" width="400"'))).toEqual([
    'The figure is 400 units wide. Make it 720, so that words are as large as in the others.',
    'The app sets everything of <svg> but its viewBox. Take "width" out.',
  ]);
  expect(problems(svg('<rect/>'.repeat(500)))).toEqual(['The figure has more than 400 shapes. Draw it simpler.']);
  expect(readFigure(svg('<rect/>'.repeat(500))).figure?.children).toHaveLength(400);
});

it('gives for any text nothing, or a figure that the schema allows', () => {
  const piece = fc.constantFrom('<g>', '</g>', '<rect ', 'onload="x" ', 'class="box" ', 'x="1" ', '/>', '<script>', '</script>', '<text>', '</text>', '&lt;', '<![CDATA[', ']]>', '<use href="//e"/>', 'words', '<a xlink:href="x">', '</a>');
  fc.assert(fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
    const { figure } = readFigure(svg(pieces.join('')));
    if (figure !== null) expectHarmless(figureSchema.parse(figure).children);
  }));
});

function expectHarmless(children: readonly (FigureNode | string)[]): void {
  for (const child of children) {
    if (typeof child === 'string') continue;
    expect(['g', 'rect', 'circle', 'ellipse', 'line', 'polyline', 'polygon', 'path', 'text', 'tspan']).toContain(child.shape);
    for (const [name, value] of Object.entries(child.attributes)) {
      expect(name).not.toMatch(/^on|href|style|^id$|fill|src/);
      expect(value.replace('url(#arrow)', '')).not.toMatch(/url|:|javascript/);
    }
    expectHarmless(child.children);
  }
}
