/** The exam that is under way, if the lab on the screen is part of it. */
import { useEffect, useState } from 'react';
import type { AssignmentView } from '../../shared/assignments-contract.ts';
import { useConnection } from '../transport/use-backend.ts';

export interface ExamHere {
  title: string;
  /** When its time is over, milliseconds since 1970. */
  until: number;
}

/**
 * @param when false asks nothing yet
 * @returns null also while it is not known: what an exam forbids the lab host refuses
 */
export function useExam(lab: string, when: boolean): ExamHere | null {
  const connection = useConnection();
  const [all, setAll] = useState<readonly AssignmentView[]>([]);
  const [over, setOver] = useState(0);
  useEffect(() => {
    if (!when) return undefined;
    return connection.watch((host, signal) => host.assignments.watch(undefined, { signal }), { value: setAll, error: () => setAll([]) });
  }, [connection, when]);
  const found = all.find(({ exam, words }) => exam !== null && exam.handedInAt === null && words.labs.some((each) => each.lab === lab));
  const until = found?.exam?.until ?? 0;
  useEffect(() => {
    const timer = setTimeout(() => setOver(until), Math.max(0, until - Date.now()));
    return () => clearTimeout(timer);
  }, [until]);
  return found === undefined || over === until ? null : { title: found.words.title, until };
}
