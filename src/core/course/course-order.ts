/** The order in which the labs of a course are done. */
import { STAGES } from '../../shared/lab-format.ts';
import type { Catalog, LoadedLab } from '../catalog/catalog.ts';

/** All labs, by stage and by their place in it. */
export function inCourseOrder(catalog: Catalog): LoadedLab[] {
  return [...catalog.labs.values()].toSorted((a, b) => STAGES.indexOf(a.lab.stage) - STAGES.indexOf(b.lab.stage) || a.lab.order - b.lab.order);
}
