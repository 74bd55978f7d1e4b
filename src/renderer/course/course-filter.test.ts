import { describe, expect, it } from 'vitest';
import type { CourseView, LabSummary } from '../../shared/views.ts';
import { labAfter } from './course-context.tsx';
import { filterStages } from './course-filter.ts';

const lab = (id: string, part: Partial<LabSummary> = {}): LabSummary => ({
  id, title: id, summary: '', stage: 'databases', topics: [], minutes: 30, memoryMb: 64, startMs: null, services: [], steps: 3, stepsPassed: 0, state: 'new',
  variants: [], variant: null, ...part,
});

const course: CourseView = {
  stages: [
    { stage: 'databases', labs: [lab('sql', { topics: ['joins'], services: ['postgres'], state: 'passed' }), lab('redis', { services: ['redis'] })] },
    { stage: 'server-side', labs: [lab('rest', { stage: 'server-side', summary: 'Express on a database' })] },
    { stage: 'devops', labs: [] },
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
});
