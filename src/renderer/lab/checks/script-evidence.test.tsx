// @vitest-environment happy-dom
/** A scene of sessions as it is drawn. */
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import type { Evidence } from '../../../shared/verdict.ts';
import { ScriptEvidence, showWrong } from './script-evidence.tsx';
import { english } from '../../../shared/words/english.ts';
import { WordsProvider } from '../../words/words-context.tsx';

const inWords = (what: ReactNode): string => renderToStaticMarkup(<WordsProvider first={english} choice="en">{what}</WordsProvider>);

type Script = Extract<Evidence, { kind: 'script' }>;
const draw = (sessions: string[], events: Script['events']): HTMLElement => {
  const drawn = document.createElement('div');
  drawn.innerHTML = inWords(<ScriptEvidence evidence={{ kind: 'script', sessions, events }} />);
  return drawn;
};
const event = (session: string, text: string, outcome: Script['events'][number]['outcome'], answer: string, expected: string | null = null) => ({ session, text, outcome, answer, expected });

it('puts each moment under its session and says what was expected', () => {
  const drawn = draw(['a', 'b'], [event('a', 'BEGIN', 'done', 'BEGIN'), event('b', 'UPDATE x', 'waits', 'for a', 'that it does not wait')]);
  const cells = [...drawn.querySelectorAll('tbody tr')].map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent.trim()));
  expect(cells).toEqual([['BEGIN BEGIN', ''], ['', 'UPDATE x waits for a Expected: that it does not wait']]);
  expect(drawn.querySelectorAll('[data-wrong="true"]')).toHaveLength(1);
});

it('names the session in each line when there are many', () => {
  const drawn = draw(['a', 'b', 'c', 'd'], [event('d', '', 'goes-on', 'UPDATE 1'), event('c', 'x', 'refused', 'ERROR 40P01: deadlock detected')]);
  expect([...drawn.querySelectorAll('tbody th')].map((each) => each.textContent)).toEqual(['d', 'c']);
  expect(drawn.textContent).toContain('refused: ERROR 40P01');
});

it('scrolls a long scene to the moment that is wrong', () => {
  const drawn = draw(['a'], [event('a', 'x', 'done', '1'), event('a', 'y', 'done', '2', '3')]);
  const [scene, row] = [drawn.querySelector<HTMLElement>('.script-scene'), drawn.querySelector<HTMLElement>('[data-wrong="true"]')];
  if (scene === null || row === null) throw new Error('Nothing is drawn.');
  Object.defineProperties(row, { offsetTop: { value: 900 }, offsetHeight: { value: 40 } });
  Object.defineProperty(scene, 'clientHeight', { value: 460 });
  showWrong(scene);
  expect(scene.scrollTop).toBe(690);
});
