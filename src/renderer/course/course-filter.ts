/** Finding labs by words. */
import { type MessageTable, serviceName, stageTitle } from '../../shared/messages.ts';
import type { CourseView, LabSummary } from '../../shared/views.ts';

type Stage = CourseView['stages'][number];

/** Stages that have labs, and in them the labs that contain every word of the query. */
export function filterStages(course: CourseView, query: string, table?: MessageTable): Stage[] {
  const words = query.toLowerCase().split(/\s+/).filter((word) => word !== '');
  return course.stages
    .map((stage) => ({ ...stage, labs: stage.labs.filter((lab) => words.every((word) => searchText(lab, table).includes(word))) }))
    .filter((stage) => stage.labs.length > 0);
}

function searchText(lab: LabSummary, table: MessageTable | undefined): string {
  return [lab.title, lab.summary, lab.id, stageTitle(lab.stage, table), ...lab.topics, ...lab.services, ...lab.services.map((s) => serviceName(s, table))]
    .join('\n')
    .toLowerCase();
}
