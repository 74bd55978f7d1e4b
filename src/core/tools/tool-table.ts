/** How each tool is found on this machine: the program that answers for it, how to ask its version, what labs need at least. */
import { TOOLS, type ToolName } from '../../shared/tools.ts';

export interface ToolDefinition {
  /** The program to ask; for a library, its language's. */
  program: string;
  /** Arguments that make it print the version; `folder` instead for libraries that lie in a cache of packages. */
  ask: string[];
  /** The first group is the version. */
  version: RegExp;
  /** The oldest that the labs were tried with; null where any will do. */
  atLeast: string | null;
  /**
   * Where a library lies: folder of a cache (its variable, or below the home), in it the beginning of a name.
   * What follows the beginning is the version.
   */
  cache?: { variable: string; home: string; path: string };
}

const NUMBER = /(\d+(?:\.\d+)*)/;
const plain = (program: string, ask = ['--version'], atLeast: string | null = null, version = NUMBER): ToolDefinition => ({ program, ask, version, atLeast });
/** @param module is imported too: compiled packages that were made for another Python are as good as none */
const pythonLibrary = (name: string, atLeast: string | null = null, module = name): ToolDefinition =>
  plain('python3', ['-c', `import importlib.metadata as m, ${module}; print(m.version(${JSON.stringify(name)}))`], atLeast);
/** Read where Node looks for it: not every package lets its package.json be imported. */
const nodeLibrary = (name: string, atLeast: string | null = null): ToolDefinition => plain('node', [
  '-p', `JSON.parse(fs.readFileSync(require.resolve.paths('x').map((folder) => folder + '/${name}/package.json').find((path) => fs.existsSync(path)))).version`,
], atLeast);
const inCache = (program: string, cache: NonNullable<ToolDefinition['cache']>): ToolDefinition => ({ program, ask: [], version: NUMBER, atLeast: null, cache });
const goModule = (path: string): ToolDefinition => inCache('go', { variable: 'GOMODCACHE', home: 'go/pkg/mod', path: `${path}@v` });

/** Python 3.10 and Java 17 are the oldest that Debian 12 and Ubuntu 22.04 have; Go 1.19 is Debian 12's. */
const DEFINITIONS: Readonly<Record<ToolName, ToolDefinition>> = {
  node: plain('node', ['--version'], '20'),
  npm: plain('npm'),
  express: nodeLibrary('express', '5'),
  pg: nodeLibrary('pg', '8'),
  mongodb: nodeLibrary('mongodb', '7'),
  'node-redis': nodeLibrary('redis', '5'),
  ws: nodeLibrary('ws', '8'),
  graphql: nodeLibrary('graphql', '17'),
  dataloader: nodeLibrary('dataloader', '2'),
  'express-openapi-validator': nodeLibrary('express-openapi-validator', '5'),
  'swagger-ui-express': nodeLibrary('swagger-ui-express', '5'),
  // macOS stays at 3.2.
  bash: plain('bash', ['--version'], '3.2'),
  git: plain('git', ['--version'], '2.28'),
  curl: plain('curl'),
  jq: plain('jq'),
  psql: plain('psql', ['--version'], '15'),
  // MySQL's own client and MariaDB's both tell the server's version after `Distrib` or `from`, before that the client's.
  mysql: plain('mysql', ['--version'], null, /(?:Distrib|from|Ver) (\d+(?:\.\d+)*)/),
  'redis-cli': plain('redis-cli'),
  mongosh: plain('mongosh'),
  python3: plain('python3', ['--version'], '3.10'),
  flask: pythonLibrary('flask', '3.0'),
  django: pythonLibrary('django', '5.2'),
  psycopg: pythonLibrary('psycopg', '3.1'),
  pytest: pythonLibrary('pytest', '7.0'),
  pymongo: pythonLibrary('pymongo', '4'),
  'redis-py': pythonLibrary('redis', '5'),
  'strawberry-graphql': pythonLibrary('strawberry-graphql', '0.300', 'strawberry'),
  'openapi-core': pythonLibrary('openapi-core', '0.20', 'openapi_core'),
  'flask-swagger-ui': pythonLibrary('flask-swagger-ui', '4', 'flask_swagger_ui'),
  // Both print to standard error, in quotation marks; the compiler's is a plain number.
  java: plain('java', ['-version'], '17', /version "(\d+(?:\.\d+)*)/),
  javac: plain('javac', ['-version'], '17', /javac (\d+(?:\.\d+)*)/),
  mvn: plain('mvn', ['--version'], '3.6', /Maven (\d+(?:\.\d+)*)/),
  'spring-boot': inCache('mvn', { variable: 'BACKBENCH_MAVEN_REPOSITORY', home: '.m2/repository', path: 'org/springframework/boot/spring-boot/' }),
  junit: plain('java', ['org.junit.platform.console.ConsoleLauncher', '--version'], '6', /Launcher (\d+(?:\.\d+)*)/),
  go: plain('go', ['version'], '1.24', /go(\d+(?:\.\d+)*)/),
  gin: goModule('github.com/gin-gonic/gin'),
  pgx: goModule('github.com/jackc/pgx/v5'),
  'go-redis': goModule('github.com/redis/go-redis/v9'),
  websocket: goModule('github.com/coder/websocket'),
};

export const toolDefinition = (tool: ToolName): ToolDefinition => DEFINITIONS[tool];

export const isToolName = (name: string): name is ToolName => Object.hasOwn(TOOLS, name);

/** True for a tool that is a program of its own, and not a library of one. */
export function isProgramTool(tool: string): boolean {
  return !isToolName(tool) || DEFINITIONS[tool].program === tool;
}

/** Whether a version such as `1.24.4` is this one or a later one. */
export function isAtLeast(version: string, least: string): boolean {
  const [have, want] = [version, least].map((text) => text.split('.').map(Number));
  for (const [index, number] of (want ?? []).entries()) {
    const mine = have?.[index] ?? 0;
    if (mine !== number) return mine > number;
  }
  return true;
}
