/** The stacks whose libraries labs use without a network: what each is made from, and what it is made with. */
import type { ToolName } from '../../shared/tools.ts';

export const STACKS = ['javascript', 'python', 'go', 'java'] as const;
export type Stack = (typeof STACKS)[number];

export interface StackDefinition {
  title: string;
  /** The list of libraries with their hashes, in resources/images: the same one that the tool image is made from. */
  list: string;
  /** The program that gets them, and the oldest version for which they can be had; null where any will do. */
  tool: ToolName;
  atLeast: string | null;
}

/** Of psycopg, pydantic and others there are no packages for Python 3.10 any more; pgx asks for Go 1.24, Spring Boot 4 for Java 17. */
export const STACK_DEFINITIONS: Readonly<Record<Stack, StackDefinition>> = {
  javascript: { title: 'JavaScript', list: 'shell/lab', tool: 'npm', atLeast: null },
  python: { title: 'Python', list: 'shell-python/requirements.txt', tool: 'python3', atLeast: '3.11' },
  go: { title: 'Go', list: 'shell-go/libraries', tool: 'go', atLeast: '1.24' },
  java: { title: 'Java', list: 'shell-java/libraries', tool: 'mvn', atLeast: '3.8' },
};

export const isStack = (name: string): name is Stack => STACKS.some((stack) => stack === name);
