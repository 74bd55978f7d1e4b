// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { createUiStore } from './ui-state.ts';

function storage(content: string | null = null) {
  let text = content;
  return { getItem: () => text, setItem: (_: string, value: string) => void (text = value), read: () => text };
}

describe('what the window remembers', () => {
  it('brings screen, theme and layout back', () => {
    const kept = storage();
    const { go, welcome, setTheme, setLayout } = createUiStore(kept).getState();
    welcome();
    setTheme('dark');
    setLayout('sql-first-queries', { pane: 'query', file: 'a.sql', tabs: ['b.sql', 'a.sql'], shells: { groups: [['a', 'b'], ['c']], active: 'c' } });
    go({ name: 'lab', lab: 'sql-first-queries' });
    const again = createUiStore(kept).getState();
    expect(again.screen).toEqual({ name: 'lab', lab: 'sql-first-queries' });
    expect(again.welcomed).toBe(true);
    expect(again.theme).toBe('dark');
    expect(again.labs['sql-first-queries']).toEqual({
      pane: 'query', split: false, file: 'a.sql', tabs: ['b.sql', 'a.sql'], fileListHidden: false, shells: { groups: [['a', 'b'], ['c']], active: 'c' },
    });
  });

  it.each(['', 'no json', 'null', '7', '{"screen":{"name":"lab"},"theme":"pink","labs":[3,null],"welcomed":"yes"}'])('starts fresh from %j', (text) => {
    const state = createUiStore(storage(text)).getState();
    expect(state.screen).toEqual({ name: 'course' });
    expect(state.welcomed).toBe(false);
    expect(state.theme).toBe('system');
    expect(state.labs).toEqual({});
  });

  it('goes on when the storage refuses', () => {
    const store = createUiStore({
      getItem: () => {
        throw new Error('forbidden');
      },
      setItem: () => {
        throw new Error('full');
      },
    });
    store.getState().go({ name: 'computer' });
    expect(store.getState().screen).toEqual({ name: 'computer' });
  });
});
