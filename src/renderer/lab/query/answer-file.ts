/** The files of a step that hold answers which the query panel can run: what is run is what is checked. */
import type { ServiceKind } from '../../../shared/lab-format.ts';

/** What the query panel runs for each kind of service, by the end of the file's name. */
const ENDINGS: Readonly<Record<ServiceKind, readonly string[]>> = {
  postgres: ['.sql'],
  redis: ['.redis'],
  mongo: ['.mongo.js', '.js', '.mongodb'],
  mysql: ['.sql'],
};

/**
 * @param files the step's files
 * @param hasApp the lab has the learner's own program: a .js file is then part of it and no query
 * @returns in the step's order
 */
export function answerFiles(files: readonly string[], kind: ServiceKind, hasApp: boolean): string[] {
  const endings = hasApp ? ENDINGS[kind].filter((ending) => ending !== '.js') : ENDINGS[kind];
  return files.filter((file) => endings.some((ending) => file.endsWith(ending)));
}

/** The last part of a path. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
