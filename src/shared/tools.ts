/** The tools that a lab may ask for: each belongs to one of the images that a lab's shell can run in. */
import { z } from 'zod';

/** Images for a lab's shell, each on top of `shell`, which holds JavaScript and the clients of all services. */
export const SHELL_IMAGES = ['shell', 'shell-python', 'shell-java', 'shell-go'] as const;
export type ShellImage = (typeof SHELL_IMAGES)[number];

/**
 * By tool: the image that holds it. A tool is a program, named as it is called in a shell, or a library,
 * named as its language names it.
 */
export const TOOLS = {
  node: 'shell', npm: 'shell', express: 'shell', pg: 'shell', mongodb: 'shell', 'node-redis': 'shell', ws: 'shell',
  graphql: 'shell', dataloader: 'shell', 'express-openapi-validator': 'shell', 'swagger-ui-express': 'shell',
  bash: 'shell', git: 'shell', curl: 'shell', jq: 'shell',
  psql: 'shell', mysql: 'shell', 'redis-cli': 'shell', mongosh: 'shell',
  python3: 'shell-python', flask: 'shell-python', django: 'shell-python', psycopg: 'shell-python', pytest: 'shell-python',
  pymongo: 'shell-python', 'redis-py': 'shell-python', 'strawberry-graphql': 'shell-python', 'openapi-core': 'shell-python', 'flask-swagger-ui': 'shell-python',
  java: 'shell-java', javac: 'shell-java', mvn: 'shell-java', 'spring-boot': 'shell-java', junit: 'shell-java',
  go: 'shell-go', gin: 'shell-go', pgx: 'shell-go', 'go-redis': 'shell-go', websocket: 'shell-go',
} as const satisfies Record<string, ShellImage>;

export type ToolName = keyof typeof TOOLS;
export const TOOL_NAMES = Object.keys(TOOLS) as [ToolName, ...ToolName[]];
export const toolNameSchema = z.enum(TOOL_NAMES);

/**
 * The image whose shell has all of these tools.
 * @returns null when no single image has them, e.g. for Java and Go together
 */
export function shellImageFor(tools: readonly ToolName[]): ShellImage | null {
  const stacks = new Set<ShellImage>(tools.map((tool) => TOOLS[tool]));
  stacks.delete('shell');
  if (stacks.size > 1) return null;
  const [stack] = stacks;
  return stack ?? 'shell';
}
