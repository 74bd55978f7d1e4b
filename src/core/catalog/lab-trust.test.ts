import { expect, it } from 'vitest';
import { mayRunCommands } from './lab-trust.ts';

it.each([
  ['docker', 'labs-folder', false, true],
  ['docker', 'pack', false, true],
  ['native', 'labs-folder', false, true],
  ['native', 'pack', true, true],
  ['native', 'pack', false, false],
] as const)('on %s, a lab from a %s, agreed: %s → %s', (engine, origin, agreed, expected) => {
  expect(mayRunCommands(engine, origin, agreed)).toBe(expected);
});
