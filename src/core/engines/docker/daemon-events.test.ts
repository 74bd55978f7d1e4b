import { expect, test } from 'vitest';
import { parseEvent } from './daemon-events.ts';

const attributes = { 'dev.backbench.session': 'abc', name: 'bb-abc-db', image: 'x' };

test('an event of a daemon that sends the old fields too', () => {
  const line = JSON.stringify({ status: 'die', id: '1f', from: 'x', Type: 'container', Action: 'die', Actor: { ID: '1f', Attributes: attributes }, time: 1 });
  expect(parseEvent(line)).toEqual({ action: 'die', name: 'bb-abc-db', session: 'abc' });
});

test('an event of a newer daemon: Action and Actor only', () => {
  const line = JSON.stringify({ Type: 'container', Action: 'pause', Actor: { ID: '1f', Attributes: attributes }, scope: 'local', time: 1, timeNano: 1 });
  expect(parseEvent(line)).toEqual({ action: 'pause', name: 'bb-abc-db', session: 'abc' });
});

test.each(['', 'not json', 'null', '[]', '{}', '{"Action":"die","Actor":{"Attributes":{"name":"x"}}}'])('%j is no event of ours', (line) => {
  expect(parseEvent(line)).toBeNull();
});
