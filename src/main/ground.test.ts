/** The window's colour before the first paint is the page's own, or it would flash. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { GROUND } from './ground.ts';

test('ground colours are those of the design tokens', () => {
  const tokens = readFileSync(join(import.meta.dirname, '..', 'renderer', 'styles', 'tokens.css'), 'utf8');
  expect(tokens).toContain(`--ground: light-dark(${GROUND.light}, ${GROUND.dark});`);
});
