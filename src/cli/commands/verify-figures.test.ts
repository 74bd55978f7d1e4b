import { describe, expect, it } from 'vitest';
import type { LabProof } from '../../core/answers/verify-course.ts';
import type { VerifyItem } from '../../core/answers/verify-lab.ts';
import { duration, longestItems, slowest, stageFigures, timeByKind, type CourseLab } from './verify-figures.ts';

const item = (kind: VerifyItem['kind'], subject: string, ms: number): VerifyItem => ({ kind, subject, step: null, problems: [], results: [], ms });
const proof = (lab: string, ms: number, more: Partial<LabProof> = {}): LabProof => ({
  lab, title: lab, version: 1, variant: null, engine: 'native', state: 'proven', reasons: [], runs: [], disagreements: [],
  peakMemoryMb: null, outbound: 0, startMs: 1, commandsMs: 1, ms, ...more,
});
const lab = (id: string, stage: CourseLab['stage'], order: number, minutes: number): CourseLab => ({ id, title: id, stage, order, minutes, checkpoint: false });

describe('the figures of a report', () => {
  it('stand by stage, in the order of the course', () => {
    const course = [lab('joins', 'databases', 2, 40), lab('shell', 'fundamentals', 1, 30), lab('select', 'databases', 1, 50)];
    const found = stageFigures(course, [proof('joins', 5), proof('select', 9, { engine: 'native' }), proof('select', 7, { engine: 'docker' })]);
    expect(found.map(({ stage, minutes }) => [stage, minutes])).toEqual([['fundamentals', 30], ['databases', 90]]);
    expect(found[1]?.proofs.map((each) => [each.lab, each.engine])).toEqual([['select', 'docker'], ['select', 'native'], ['joins', 'native']]);
  });

  it('name the slowest of an engine, without those that did not run', () => {
    const proofs = [proof('a', 10), proof('b', 30), proof('c', 99, { engine: 'docker' }), proof('d', 50, { state: 'not-run' })];
    expect(slowest(proofs, 'native').map((each) => each.lab)).toEqual(['b', 'a']);
  });

  it('tell where the time went', () => {
    const one = proof('a', 1_000, { runs: [{ lab: 'a', engine: 'native', ok: true, commandsMs: 0, items: [item('start', 's', 100), item('mutant', 'm', 500), item('start', 't', 50)] }] });
    expect(timeByKind(one)).toEqual([{ kind: 'mutant', ms: 500 }, { kind: 'start and stop', ms: 350 }, { kind: 'start', ms: 150 }]);
    expect(longestItems(one, 2)).toEqual([{ name: 'mutant m', ms: 500 }, { name: 'start s', ms: 100 }]);
  });

  it.each([[12_400, '12 s'], [45 * 60_000, '45 min'], [60 * 60_000, '1 h'], [90 * 60_000, '1 h 30 min'], [3_599_000, '1 h']])('%d ms is %s', (ms, text) => {
    expect(duration(ms)).toBe(text);
  });
});
