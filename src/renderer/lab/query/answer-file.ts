/** The file that holds the answer of a step, when it is one that the query panel can run. */
import type { ServiceKind } from '../../../shared/lab-format.ts';

/** What the query panel runs for each kind of service, by the end of the file's name. */
const ENDINGS: Readonly<Record<ServiceKind, readonly string[]>> = {
  postgres: ['.sql'],
  redis: ['.redis'],
  mongo: ['.mongo.js', '.js', '.mongodb'],
};

/**
 * @param files the step's files; only the first can be the answer
 * @param hasApp the lab has the learner's own program: a .js file is then part of it and no query
 */
export function answerFile(files: readonly string[], kind: ServiceKind, hasApp: boolean): string | null {
  const [first] = files;
  if (first === undefined) return null;
  const endings = hasApp ? ENDINGS[kind].filter((ending) => ending !== '.js') : ENDINGS[kind];
  return endings.some((ending) => first.endsWith(ending)) ? first : null;
}
