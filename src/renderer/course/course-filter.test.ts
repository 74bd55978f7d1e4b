import { describe, expect, it } from 'vitest';
import type { CourseView, LabSummary } from '../../shared/views.ts';
import { labAfter, nextLab } from './course-context.tsx';
import { filterStages } from './course-filter.ts';
import { findTerms } from './find-terms.ts';

const lab = (id: string, part: Partial<LabSummary> = {}): LabSummary => ({
  id, title: id, summary: '', stage: 'databases', topics: [], minutes: 30, memoryMb: 64, startMs: null, services: [], steps: 3, stepsPassed: 0, state: 'new',
  variants: [], variant: null, buildsOn: [], checkpoint: false, known: false, ...part,
});

const course: CourseView = {
  stages: [
    { stage: 'databases', placement: true, labs: [lab('sql', { topics: ['joins'], services: ['postgres'], state: 'passed' }), lab('redis', { services: ['redis'] })] },
    { stage: 'server-side', placement: false, labs: [lab('rest', { stage: 'server-side', summary: 'Express on a database' })] },
    { stage: 'devops', placement: false, labs: [] },
  ],
  broken: [],
  current: null,
};
const found = (query: string): string[] => filterStages(course, query).flatMap((stage) => stage.labs.map((each) => each.id));

describe('the outline', () => {
  it('leaves out stages without labs', () => expect(filterStages(course, '').map((stage) => stage.stage)).toEqual(['databases', 'server-side']));

  it('finds by title, topic, service, stage and summary; all words must be there', () => {
    expect(found('JOINS')).toEqual(['sql']);
    expect(found('postgresql')).toEqual(['sql']);
    expect(found('databases')).toEqual(['sql', 'redis']);
    expect(found('express database')).toEqual(['rest']);
    expect(found('express redis')).toEqual([]);
  });

  it('names the next lab that is not done, going round at the end', () => {
    expect(labAfter(course, 'sql')?.id).toBe('redis');
    expect(labAfter(course, 'rest')?.id).toBe('redis');
    expect(labAfter({ ...course, stages: [] }, 'sql')).toBeNull();
  });

  it('prefers a lab whose concepts are known, and passes over what is known already', () => {
    const needs = (known: boolean) => [{ id: 'x', title: 'X', lab: { id: 'sql', title: 'SQL' }, known }];
    const labs = [lab('done', { state: 'passed' }), lab('skipped', { known: true }), lab('hard', { buildsOn: needs(false) }), lab('ready', { buildsOn: needs(true) })];
    expect(nextLab(labs)?.id).toBe('ready');
    expect(nextLab(labs.slice(0, 3))?.id).toBe('hard');
    expect(nextLab(labs.slice(0, 2))).toBeNull();
    const stages = [{ stage: 'databases' as const, labs, placement: true }];
    expect(labAfter({ ...course, stages }, 'done')?.id).toBe('ready');
    expect(labAfter({ ...course, stages }, 'ready')?.id).toBe('hard');
  });

  it('finds terms by every word, those that begin with it first', () => {
    const term = (id: string, name: string, text: string, aliases: string[] = []) => ({ id, term: name, aliases, text, lab: { id: 'x', title: 'Indexes' } });
    const terms = [term('a', 'covering index', 'Holds every column.'), term('b', 'heap', 'A table beside its index.'), term('c', 'inverted list', 'x', ['index of words'])];
    expect(findTerms(terms, '').map((each) => each.id)).toEqual(['a', 'b', 'c']);
    expect(findTerms(terms, 'INDEX').map((each) => each.id)).toEqual(['c', 'a', 'b']);
    expect(findTerms(terms, 'table index').map((each) => each.id)).toEqual(['b']);
    expect(findTerms(terms, 'nothing')).toEqual([]);
  });
});
