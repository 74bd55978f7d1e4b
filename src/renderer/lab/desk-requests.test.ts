import { expect, test } from 'vitest';
import { DeskRequests } from './desk-requests.ts';

test('a request goes to who takes it, and the latest one waits for a part that is not there yet', () => {
  const requests = new DeskRequests();
  const got: string[] = [];
  requests.ask('terminal', { text: 'early' });
  requests.ask('terminal', { text: 'ls' });
  const off = requests.take('terminal', ({ text }) => void got.push(text));
  expect(got).toEqual(['ls']);
  requests.ask('terminal', { text: 'pwd' });
  expect(got).toEqual(['ls', 'pwd']);
  off();
  requests.ask('terminal', { text: 'later' });
  expect(got).toHaveLength(2);
  requests.take('terminal', ({ text }) => void got.push(text));
  expect(got.at(-1)).toBe('later');
});

test('who left late does not take away its successor', () => {
  const requests = new DeskRequests();
  const got: string[] = [];
  const first = requests.take('editor', () => void got.push('first'));
  requests.take('editor', () => void got.push('second'));
  first();
  requests.ask('editor', { path: 'a.sql', line: null, column: null });
  expect(got).toEqual(['second']);
});
