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

/** The next lab to do after this one: the first unfinished behind it, else the first unfinished of all. */
export function labAfter(course: CourseView, lab: string): LabSummary | null {
  const labs = labsInOrder(course);
  const at = labs.findIndex((l) => l.id === lab);
  const open = (l: LabSummary): boolean => l.state !== 'passed' && l.id !== lab;
  return labs.slice(at + 1).find(open) ?? labs.find(open) ?? null;
}
