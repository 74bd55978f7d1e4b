/** What a learner's history says of their work as it is: which checks pass, and what was answered. Pure. */
import type { AnswerValue } from '../../shared/check-format/answer.ts';
import type { Check } from '../../shared/check-format/check.ts';
import type { ProgressFile } from '../progress/progress-file.ts';
import { deriveProgress } from '../progress/lab-progress.ts';
import { learnerEvents } from './learner-events.ts';

export interface Claims {
  /** Checks whose newest result is that they pass, for the work as it was handed in. */
  passed: ReadonlySet<string>;
  answers: ReadonlyMap<string, AnswerValue>;
  /** The version of the lab that the newest event is of; null without events. */
  labVersion: number | null;
}

/** @param variant '' for a lab without */
export function claimsOf({ events }: Pick<ProgressFile, 'events'>, lab: string, variant: string): Claims {
  const own = learnerEvents(events).filter((event) => event.lab === lab && (event.variant ?? '') === variant);
  const { checks, answers } = deriveProgress(own);
  const newest = events.findLast((event) => event.lab === lab && event.variant === variant);
  return {
    passed: new Set([...checks].flatMap(([id, { result }]) => (result?.verdict === 'passed' ? [id] : []))),
    answers, labVersion: newest?.labVersion ?? null,
  };
}

/** Kinds whose programs and queries run against data that the learner may have changed by hand. */
const USES_DATA: ReadonlySet<Check['kind']> = new Set(['sql', 'sql-plan', 'sql-script', 'mongo', 'http', 'command', 'load', 'requests']);

/** Whether what the check looks at is in the files that were handed in. Data of services, processes, containers and Git are not. */
export function isCarried(check: Check): boolean {
  if (check.when === 'edge') return false;
  switch (check.kind) {
    case 'answer': case 'http': case 'command': case 'load': case 'requests': case 'file':
      return true;
    case 'sql': case 'sql-plan': case 'mongo':
      return check.file !== undefined;
    case 'sql-script':
      return check.steps.some((step) => ('together' in step ? step.together.some((each) => each.file !== undefined) : step.file !== undefined));
    case 'redis-script':
      return check.steps.some((step) => step.eval !== undefined);
    case 'redis': case 'git': case 'process': case 'container':
      return false;
  }
}

/** Whether a failure of this check may come from data that was not handed in. @param step all checks of its step */
export function mayMissData(check: Check, step: readonly Check[]): boolean {
  return USES_DATA.has(check.kind) && step.some((each) => !isCarried(each));
}
