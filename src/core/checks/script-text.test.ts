import { expect, it } from 'vitest';
import { scriptText } from './script-text.ts';

it('a refusal with details is one line, so that an author finds the statement and what was expected together', () => {
  expect(scriptText([
    { session: 'buyer', text: 'INSERT INTO items\n  VALUES (1, 0)', outcome: 'refused', answer: 'ERROR 23514: a check is violated\nFailing row contains (1, 0).', expected: 'that it is not refused' },
  ])).toBe('buyer: INSERT INTO items VALUES (1, 0) → ERROR 23514: a check is violated Failing row contains (1, 0).   ✗ expected: that it is not refused');
});

it('rows keep a line each, and who waits is told', () => {
  expect(scriptText([
    { session: 'after', text: 'SELECT desk FROM desks', outcome: 'done', answer: 'chat\nphone', expected: null },
    { session: 'till', text: 'SELECT take(6)', outcome: 'waits', answer: 'for holder', expected: null },
    { session: 'till', text: '', outcome: 'goes-on', answer: '40', expected: '38' },
  ])).toBe('after: SELECT desk FROM desks → chat\nphone\ntill: SELECT take(6) → waits for holder\ntill: (goes on) → 40   ✗ expected: 38');
});
