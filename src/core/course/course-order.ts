/** The order in which the labs of a course are done. */
import { STAGES } from '../../shared/stages.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { LabHead } from '../catalog/lab-head.ts';

/** All labs, by stage and by their place in it. */
export function inCourseOrder(catalog: Catalog): LabHead[] {
  return [...catalog.heads.values()].toSorted((a, b) => STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage) || a.order - b.order);
}
