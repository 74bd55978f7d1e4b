import { type Completion, CompletionContext } from '@codemirror/autocomplete';
import { EditorState } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import type { FileEntry } from '../../../shared/views.ts';
import { programLanguage } from '../code/program-languages.ts';
import { namesOf } from '../code/program-words.ts';
import { WorkspaceWords } from './workspace-words.ts';

class Files {
  read: string[] = [];
  texts: Record<string, string>;
  entries: readonly FileEntry[];
  constructor(texts: Record<string, string>) {
    this.texts = texts;
    this.entries = this.list();
  }
  list(): FileEntry[] {
    return Object.entries(this.texts).map(([path, text]) => ({ path, kind: 'file', bytes: text.length }));
  }
  view() {
    return { entries: this.entries };
  }
  async text(path: string): Promise<string> {
    this.read.push(path);
    const text = this.texts[path];
    if (text === undefined) throw new Error('gone');
    return text;
  }
}

/** All that is offered at the end of a text. */
async function offered(path: string, text: string, files: Files): Promise<Completion[]> {
  const words = new WorkspaceWords(files);
  const language = await programLanguage(path, words.sourceFor(path));
  const state = EditorState.create({ doc: text, extensions: language === null ? [] : [language] });
  const context = new CompletionContext(state, text.length, true);
  const sources = state.languageDataAt<(context: CompletionContext) => unknown>('autocomplete', text.length);
  const results = await Promise.all(sources.map(async (source) => (typeof source === 'function' ? (await source(context)) as { options: readonly Completion[] } | null : { options: source as readonly Completion[] })));
  return results.flatMap((result) => result?.options ?? []);
}

const files = (): Files => new Files({
  'shop.py': 'def price_of(product):\n    total = 3\n    return total\n', 'Shop.java': 'class Till { }', 'main.go': 'func (s *Shop) PayNow() {}\ntype Basket struct {}\n',
  'schema.sql': 'CREATE TABLE products (sku text);', 'server.mjs': 'export function takeOrder() {}\nconst greeting = 1;\n', 'NOTES.md': 'nonsenseword', 'rows.csv': 'rowword',
});

describe('completion', () => {
  it.each([
    ['new.py', 'pri', ['print', 'price_of', 'route', 'def', 'products']],
    ['New.java', 'class A { Til', ['Till', 'public', 'println', 'String']],
    ['other.go', 'package main\nfunc main() { Pay', ['PayNow', 'Basket', 'iferr', 'append']],
    ['app.mjs', 'tak', ['takeOrder', 'greeting', 'route', 'function']],
    ['run.sh', 'gre', ['greeting']],
  ])('of %s offers the language, snippets and what other files declare', async (path, text, labels) => {
    const found = new Set((await offered(path, text, files())).map(({ label }) => label));
    for (const label of labels) expect(found).toContain(label);
    expect(found).not.toContain('nonsenseword');
    expect(found).not.toContain('rowword');
  });

  it('offers what the file itself declares, and nothing in a comment', async () => {
    const own = (await offered('a.js', 'const ownName = 1;\nown', files())).map(({ label }) => label);
    expect(own).toContain('ownName');
    expect((await offered('a.js', '// tak', files())).map(({ label }) => label)).not.toContain('takeOrder');
    expect((await offered('a.py', 'x = "pri', files())).map(({ label }) => label)).not.toContain('price_of');
  });

  it('offers a name once, though this file and another have it', async () => {
    expect((await offered('a.js', 'const greeting = 1;\ngree', files())).filter(({ label }) => label === 'greeting')).toHaveLength(1);
  });

  it('is not offered in prose', async () => {
    expect(await programLanguage('README.md', () => null)).toBeNull();
    expect(await programLanguage('unknown.bin', () => null)).toBeNull();
  });

  it('reads a file again when it has changed, and forgets one that is gone', async () => {
    const some = files();
    const words = new WorkspaceWords(some);
    const labels = async (): Promise<string[]> => {
      const state = EditorState.create({ doc: 'x' });
      const result = await words.sourceFor('new.py')(new CompletionContext(state, 1, true));
      return (result?.options ?? []).map(({ label }) => label);
    };
    expect(await labels()).toContain('price_of');
    const reads = some.read.length;
    expect(await labels()).toContain('price_of');
    expect(some.read).toHaveLength(reads);
    some.texts = { ...some.texts, 'shop.py': 'def cost_of_it(product): pass\n' };
    delete some.texts['main.go'];
    some.entries = some.list();
    const after = await labels();
    expect(after).toContain('cost_of_it');
    expect(after).not.toContain('price_of');
    expect(after).not.toContain('PayNow');
    expect(some.read).toHaveLength(reads + 1);
  });
});

describe('names of a program', () => {
  it('tells what is declared from what is used, each once', () => {
    expect(namesOf('class Shop:\n  def price(self): return tax\nprice = 1', 100)).toEqual([
      { label: 'Shop', type: 'class' }, { label: 'price', type: 'function' }, { label: 'class', type: 'text' }, { label: 'def', type: 'text' }, { label: 'self', type: 'text' },
      { label: 'return', type: 'text' }, { label: 'tax', type: 'text' },
    ]);
  });
  it('ends at the limit, however long the text is', () => {
    expect(namesOf('abc'.repeat(10) + ' word'.repeat(50_000) + Array.from({ length: 900 }, (_, n) => ` name${n}`).join(''), 500)).toHaveLength(500);
  });
});
