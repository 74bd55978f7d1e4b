/** What a lab builds on, told by concept: never a lock, only advice. */
import type { Concept } from '../../shared/course-format.ts';
import type { LabSummary } from '../../shared/views.ts';

/**
 * @param requires concept ids; those that no lab teaches are left out, the lint tells them
 * @param teachers the lab that teaches each concept
 * @param known ids of labs that are passed or known already
 */
export function buildsOn(requires: readonly string[], teachers: ReadonlyMap<string, { concept: Concept; lab: { id: string; title: string } }>, known: ReadonlySet<string>): LabSummary['buildsOn'] {
  return requires.flatMap((id) => {
    const found = teachers.get(id);
    return found === undefined ? [] : [{ id, title: found.concept.title, lab: { id: found.lab.id, title: found.lab.title }, known: known.has(found.lab.id) }];
  });
}
