// @vitest-environment happy-dom
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Announcer } from '../../ui/announce.tsx';
import { english } from '../../../shared/words/english.ts';
import { WordsProvider } from '../../words/words-context.tsx';
import { Connection } from '../../transport/connection.ts';
import { ConnectionContext } from '../../transport/use-backend.ts';
import type { LessonNode } from '../../../shared/lesson-tree.ts';
import { LessonText } from './lesson-text.tsx';
import { MarkdownText } from './markdown-text.tsx';
import { hostilePieces } from '../../../../tests/fixtures/hostile-lessons.ts';
import { safeLink } from '../../../shared/lesson-links.ts';
import { showUnseen } from '../../../shared/markdown/safe-tree.ts';

const draw = (text: string): HTMLElement => drawIn(<MarkdownText text={text} />);

function drawIn(what: ReactNode): HTMLElement {
  const connection = new Connection(window, { connect: () => undefined });
  const place = document.createElement('div');
  place.innerHTML = renderToStaticMarkup(
    <WordsProvider first={english} choice="en">
      <ConnectionContext value={connection}>
        <Announcer>
          {what}
        </Announcer>
      </ConnectionContext>
    </WordsProvider>,
  );
  connection.dispose();
  return place.querySelector<HTMLElement>('.prose') ?? place;
}

/** Nothing that runs, loads or restyles: no such element, no handler, no link but http(s). */
function expectHarmless(drawn: HTMLElement): void {
  expect(drawn.querySelectorAll('script, style, iframe, object, embed, form, img, video, audio, link, meta, base, math, foreignObject')).toHaveLength(0);
  // The copy button beside a block of code is ours.
  const fromLesson = [...drawn.querySelectorAll('*')].filter((element) => element.closest('button, svg') === null);
  for (const element of fromLesson) {
    for (const { name, value } of element.attributes) {
      expect(name.startsWith('on')).toBe(false);
      // A column of a table may say how it is aligned.
      if (name === 'style') expect(value).toMatch(/^text-align: ?(left|center|right);?$/);
      expect(['srcdoc', 'srcset', 'formaction', 'id', 'name']).not.toContain(name);
      if (name === 'href' || name === 'src' || name === 'xlink:href') expect(value).toMatch(/^https?:\/\//);
    }
  }
}

/** The huge pieces take their time on a busy machine. */
const FAMILY_MS = 60_000;

const hostile = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<p onclick="alert(1)">text</p>',
  '<svg onload=alert(1)><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<a href="javascript:alert(1)">x</a>',
  '<style>* { display: none }</style>',
  '<base href="https://example.org/">',
  '<form action="https://example.org"><button formaction="javascript:alert(1)">x</button></form>',
  '<math><mtext><script>alert(1)</script></mtext></math>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](java\tscript:alert(1))',
  '[x](&#106;avascript:alert(1))',
  '[x](data:text/html;base64,PHNjcmlwdD4=)',
  '[x](vbscript:msgbox)',
  '[x](file:///etc/passwd)',
  '[x](//example.org/path)',
  '[x](blob:https://example.org/1)',
  '<javascript:alert(1)>',
  '![x](https://example.org/pixel.png)',
  '![x](data:image/svg+xml;base64,PHN2Zz4=)',
  '![x](figures/x.svg)',
  '![x](figures/../../x.svg)',
  '[x](term:b-tree)',
  '[x](term:javascript:alert(1))',
  '[x]: javascript:alert(1)\n\n[x]',
  '`<img src=x onerror=alert(1)>`',
  '```html\n<script>alert(1)</script>\n```',
  '<!-- <script>alert(1)</script> -->',
  '<div id="root" name="body">x</div>',
  '- [ ] <input onfocus=alert(1) autofocus>',
  '| a |\n|---|\n| <img src=x onerror=alert(1)> |',
];

describe('lessons', () => {
  it.each(hostile)('draws no harm from %j', (text) => expectHarmless(draw(text)));

  const pieces = hostilePieces('http://127.0.0.1:9');
  it('is held against five hundred hostile pieces', () => expect(new Set(pieces.map(({ text }) => text)).size).toBeGreaterThanOrEqual(500));
  it.each([...new Set(pieces.map(({ family }) => family))])('draws no harm from the family of %s', { timeout: FAMILY_MS }, (family) => {
    for (const piece of pieces.filter((each) => each.family === family)) {
      const drawn = draw(piece.text);
      expectHarmless(drawn);
      expect(drawn.textContent, piece.text.slice(0, 200)).not.toMatch(/[\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\u{E0000}-\u{E007F}]/u);
    }
  });

  it('keeps what lessons are made of', () => {
    const drawn = draw('# Title\n\nSome *soft* and **strong** `code`.\n\n1. one\n2. two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```sql\nSELECT 1;\n```');
    expect(drawn.querySelector('h3')?.textContent).toBe('Title');
    expect(drawn.querySelector('h1')).toBeNull();
    expect(drawn.querySelector('p em')?.textContent).toBe('soft');
    expect(drawn.querySelectorAll('ol li')).toHaveLength(2);
    expect(drawn.querySelectorAll('td')).toHaveLength(2);
    expect(drawn.querySelector('pre')?.getAttribute('aria-label')).toBe('Code, sql');
    expect(drawn.querySelector('pre')?.textContent).toBe('SELECT 1;');
  });

  it('shows placeholders in angle brackets as text', () => {
    expect(draw('Open /products/<id> now.').textContent).toContain('<id>');
  });

  it('links to http and https only', () => {
    expect(draw('[docs](https://www.postgresql.org/docs/)').querySelector('a')?.getAttribute('href')).toBe('https://www.postgresql.org/docs/');
    expect(draw('[x](javascript:alert(1))').querySelector('a')).toBeNull();
    expect(draw('[x](javascript:alert(1))').textContent).toBe('x');
    expect(safeLink('http://127.0.0.1:3000/')).toBe('http://127.0.0.1:3000/');
    expect(safeLink('mailto:a@example.org')).toBeNull();
    expect(safeLink('/relative')).toBeNull();
    expect(safeLink(undefined)).toBeNull();
  });

  it('writes out marks that turn the direction of text or have no width, in prose and code', () => {
    const drawn = draw('a\u202Eb `c\u2066d`\n\n```js\nif (x\u202E) {}\n```');
    expect(drawn.textContent).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
    expect(drawn.textContent).toContain('⟨U+202E⟩');
    expect(drawn.textContent).toContain('⟨U+2066⟩');
    expect(showUnseen('\u061C')).toBe('⟨U+061C⟩');
    expect(draw('ad\u200Bmin').textContent).toBe('ad⟨U+200B⟩min');
  });

  it('leaves joiners in prose, where Hindi needs them, and writes them out in code', () => {
    expect(draw('क्\u200Dष').textContent).toBe('क्\u200Dष');
    expect(draw('`ad\u200Dmin`').textContent).toBe('ad⟨U+200D⟩min');
  });

  it('are drawn from what the table knows, whatever arrives', () => {
    const hostile = [
      { tag: 'script', children: ['alert(1)'] }, { tag: 'toString', children: ['x'] }, { tag: 'iframe', attributes: { srcdoc: 'x' } },
      { tag: 'a', attributes: { href: 'javascript:alert(1)', onclick: 'alert(1)' }, children: ['x'] },
      { tag: 'p', attributes: { id: 'root', style: 'color: red', onclick: 'alert(1)' }, children: ['<img src=x onerror=alert(1)>'] },
      { tag: 'td', attributes: { align: 'center; background: url(x)' }, children: ['x'] }, { tag: 'img', attributes: { src: 'https://example.org/x.png', alt: 'x' } },
      { tag: 'pre', children: [{ tag: 'code', attributes: { language: '"><script>' }, children: ['x'] }] },
    ] as unknown as LessonNode[];
    const drawn = drawIn(<LessonText lesson={hostile} />);
    expectHarmless(drawn);
    expect(drawn.querySelectorAll('a, td[style], p[id], p[style]')).toHaveLength(0);
    expect(drawn.querySelector('p')?.textContent).toBe('<img src=x onerror=alert(1)>');
    expect(drawn.querySelector('pre')?.getAttribute('aria-label')).toBe('Code');
  });
});
