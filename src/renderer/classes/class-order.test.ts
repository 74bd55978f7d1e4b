import { expect, it } from 'vitest';
import type { ClassLearnerView } from '../../shared/class-contract.ts';
import { firstDirection, shownLearners } from './class-order.ts';

const learner = (name: string, change: Partial<ClassLearnerView> = {}): ClassLearnerView => ({
  device: name, name, soundness: 'sound', findings: [], events: 1, exportedAt: 1, lastAt: 1, labsPassed: 0, stepsPassed: 0, attempts: 0, hints: 0, seconds: 0, current: null, work: [], ...change,
});
const inLab = (stuckFor: number | null): ClassLearnerView['current'] => ({
  device: '', name: '', lab: 'sql', title: 'First queries', variant: '', state: 'begun', step: 'select', stepsPassed: 0, steps: 3, attempts: 0, hints: 0, seconds: 0, lastAt: 1,
  stuck: stuckFor === null ? null : { step: 'select', check: 'rows', title: null, attempts: 2, hints: 0, since: 1, seconds: stuckFor },
});
const all = [learner('Chitra', { current: inLab(60), seconds: 5 }), learner('Asha', { soundness: 'tampered', seconds: 9 }), learner('Bina', { current: inLab(600), seconds: 9 }), learner('Dev', { current: inLab(null) })];
const names = (...args: Parameters<typeof shownLearners>): string[] => shownLearners(...args).map(({ name }) => name);

it('puts who has been stuck for longest first, and names what is alike in the order of names', () => {
  expect(names(all, 'all', '', { column: 'stuck', direction: firstDirection('stuck') })).toEqual(['Bina', 'Chitra', 'Asha', 'Dev']);
  expect(names(all, 'all', '', { column: 'name', direction: firstDirection('name') })).toEqual(['Asha', 'Bina', 'Chitra', 'Dev']);
  expect(names(all, 'all', '', { column: 'time', direction: 'descending' })).toEqual(['Asha', 'Bina', 'Chitra', 'Dev']);
});

it('shows who is stuck, whose history has findings, and whose name or lab fits', () => {
  expect(names(all, 'stuck', '', { column: 'name', direction: 'ascending' })).toEqual(['Bina', 'Chitra']);
  expect(names(all, 'doubt', '', { column: 'name', direction: 'ascending' })).toEqual(['Asha']);
  expect(names(all, 'all', 'first q', { column: 'name', direction: 'descending' })).toEqual(['Dev', 'Chitra', 'Bina']);
  expect(names(all, 'all', ' ASH ', { column: 'name', direction: 'ascending' })).toEqual(['Asha']);
});
