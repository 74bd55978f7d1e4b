import { describe, expect, test } from 'vitest';
import { blockAction } from './block-action.ts';

const services = [{ id: 'orders', kind: 'mysql' }, { id: 'shop', kind: 'postgres' }, { id: 'cache', kind: 'redis' }] as const;

describe('a block of a lesson', () => {
  test('in the language of the shell is run in the terminal', () => {
    expect(blockAction('ls -l\n\npwd', 'bash', services, null)).toEqual({ to: 'terminal', text: 'ls -l\n\npwd' });
  });

  test('with prompts gives its commands only', () => {
    expect(blockAction('$ ls\nnotes.md\n$ pwd', 'console', [], null)).toEqual({ to: 'terminal', text: 'ls\npwd' });
  });

  test('goes to the step’s own service, else to the likeliest', () => {
    expect(blockAction('SELECT 1', 'sql', services, 'orders')).toMatchObject({ to: 'query', service: 'orders' });
    expect(blockAction('SELECT 1', 'sql', services, 'cache')).toMatchObject({ service: 'shop' });
    expect(blockAction('GET a', 'redis', services, null)).toMatchObject({ service: 'cache' });
  });

  test('that nobody here understands has no button', () => {
    expect(blockAction('db.orders.find()', 'mongosh', services, null)).toBeNull();
    expect(blockAction('const a = 1', 'js', services, null)).toBeNull();
    expect(blockAction('anything', null, services, null)).toBeNull();
    expect(blockAction('x', 'constructor', services, null)).toBeNull();
    expect(blockAction('  \n', 'bash', services, null)).toBeNull();
  });
});
