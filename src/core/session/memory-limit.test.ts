/** Which labs may run beside each other under the learner's limit, and which never fits. */
import { expect, test } from 'vitest';
import { assertFits, keptBeside } from './memory-limit.ts';

const lab = (id: string, memoryMb: number) => ({ id, needs: { memoryMb, engine: 'any' as const, tools: [], images: [] } });
const session = (id: string, memoryMb: number) => ({ loaded: { lab: lab(id, memoryMb) } });

test('a lab that needs more than the limit is refused, with both numbers', () => {
  expect(() => assertFits(lab('large', 900), 512)).toThrow(expect.objectContaining({ code: 'MEMORY_LIMIT', details: { lab: 'large', needsMb: 900, limitMb: 512 } }));
  expect(() => assertFits(lab('large', 512), 512)).not.toThrow();
  expect(() => assertFits(lab('large', 900), null)).not.toThrow();
});

test('the newest stay as long as all fit together', () => {
  const others = [session('older', 100), session('newer', 300)];
  expect(keptBeside(lab('here', 200), others, null)).toHaveLength(2);
  expect(keptBeside(lab('here', 200), others, 600)).toHaveLength(2);
  expect(keptBeside(lab('here', 200), others, 500).map(({ loaded }) => loaded.lab.id)).toEqual(['newer']);
  expect(keptBeside(lab('here', 200), others, 200)).toEqual([]);
});

test('what labs of others hold counts: a lab that would fit alone is refused with who holds how much', () => {
  const held = [{ profile: 'Asha', lab: 'theirs', memoryMb: 300 }];
  expect(() => assertFits(lab('here', 300), 512, held)).toThrow(expect.objectContaining({ code: 'MEMORY_HELD', details: { lab: 'here', needsMb: 300, limitMb: 512, held } }));
  expect(() => assertFits(lab('here', 212), 512, held)).not.toThrow();
  expect(() => assertFits(lab('large', 900), 512, held)).toThrow(expect.objectContaining({ code: 'MEMORY_LIMIT' }));
  expect(keptBeside(lab('here', 100), [session('newer', 200)], 512, held)).toEqual([]);
});
