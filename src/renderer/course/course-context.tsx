/** The course outline, kept open for the whole window: the outline draws it, a finished lab asks it what comes next. */
import { createContext, type ReactNode, useContext } from 'react';
import type { CourseView, LabSummary } from '../../shared/views.ts';
import { useWatch, type Watched } from '../transport/use-backend.ts';

const CourseContext = createContext<Watched<CourseView>>({ value: null, error: null });

export function CourseProvider({ children }: { children: ReactNode }) {
  const course = useWatch('course', (host, signal) => host.course.watch(undefined, { signal }));
  return <CourseContext value={course}>{children}</CourseContext>;
}

export function useCourse(): Watched<CourseView> {
  return useContext(CourseContext);
}

/** All labs in the order of the course. */
export function labsInOrder(course: CourseView): LabSummary[] {
  return course.stages.flatMap((stage) => stage.labs);
}

/** Neither passed nor known already. */
export function isToDo(lab: LabSummary): boolean {
  return lab.state !== 'passed' && !lab.known;
}

/** Nothing that it builds on is missing. */
export function isReady(lab: LabSummary): boolean {
  return lab.buildsOn.every((concept) => concept.known);
}

/** The lab to do next: the first that builds on nothing which is missing, in the order of the course. */
export function nextLab(labs: readonly LabSummary[]): LabSummary | null {
  return labs.find((lab) => isToDo(lab) && isReady(lab)) ?? labs.find(isToDo) ?? null;
}

/** The next lab to do after this one: behind it, where one is ready there, else the first of all. */
export function labAfter(course: CourseView, lab: string): LabSummary | null {
  const labs = labsInOrder(course);
  const others = labs.filter((each) => each.id !== lab);
  const behind = labs.slice(labs.findIndex((each) => each.id === lab) + 1);
  return behind.find((each) => isToDo(each) && isReady(each)) ?? nextLab(others);
}
