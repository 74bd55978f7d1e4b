/** What tools are called, and how they are got on each system. */
import type { ToolName } from './tools.ts';

type Platform = 'linux' | 'darwin' | 'win32';

interface ToolWords {
  name: string;
  get: Readonly<Record<Platform, string>>;
}

const same = (text: string): Record<Platform, string> => ({ linux: text, darwin: text, win32: text });
const program = (name: string, debian: string, brew: string, windows: string): ToolWords => ({
  name,
  get: {
    linux: `Install it with your package manager, on Debian and Ubuntu: sudo apt install ${debian}.`,
    darwin: `Install it, for example with Homebrew: brew install ${brew}.`,
    win32: windows,
  },
});
const winget = (id: string): string => `Install it, for example with: winget install ${id}. Then start Backbench again.`;
/** A library: all of a stack's come together. */
const library = (name: string, stack: 'javascript' | 'python' | 'java' | 'go'): ToolWords => ({
  name, get: same(`Add it once while you have a network: npx backbench tools add ${stack}. Or use Docker: the images hold it.`),
});

const WORDS: Readonly<Record<ToolName, ToolWords>> = {
  node: program('Node.js', 'nodejs', 'node', winget('OpenJS.NodeJS.LTS')),
  npm: program('npm', 'npm', 'node', winget('OpenJS.NodeJS.LTS')),
  express: library('Express', 'javascript'),
  pg: library('pg', 'javascript'),
  mongodb: library('the MongoDB driver', 'javascript'),
  'node-redis': library('node-redis', 'javascript'),
  ws: library('ws', 'javascript'),
  graphql: library('GraphQL.js', 'javascript'),
  dataloader: library('DataLoader', 'javascript'),
  'express-openapi-validator': library('express-openapi-validator', 'javascript'),
  'swagger-ui-express': library('Swagger UI', 'javascript'),
  bash: program('Bash', 'bash', 'bash', 'It comes with Git: winget install Git.Git. Put its folder bin on the PATH, then start Backbench again.'),
  git: program('Git', 'git', 'git', winget('Git.Git')),
  curl: program('curl', 'curl', 'curl', 'It is part of Windows 10 and later.'),
  jq: program('jq', 'jq', 'jq', winget('jqlang.jq')),
  psql: program('psql', 'postgresql-client', 'libpq', winget('PostgreSQL.PostgreSQL.17')),
  mysql: program('mysql', 'mariadb-client', 'mariadb', winget('MariaDB.Server')),
  'redis-cli': program('redis-cli', 'redis-tools', 'redis', 'There is none for Windows. Use Docker, or the query panel.'),
  mongosh: { name: 'mongosh', get: same('Install it once while you have a network: npm install -g mongosh.') },
  python3: program('Python', 'python3', 'python', 'Install Python from the Microsoft Store; it brings the command python3.'),
  flask: library('Flask', 'python'),
  django: library('Django', 'python'),
  psycopg: library('psycopg', 'python'),
  pytest: library('pytest', 'python'),
  pymongo: library('PyMongo', 'python'),
  'redis-py': library('redis-py', 'python'),
  'strawberry-graphql': library('Strawberry', 'python'),
  'openapi-core': library('openapi-core', 'python'),
  'flask-swagger-ui': library('flask-swagger-ui', 'python'),
  java: program('Java', 'default-jdk-headless', 'openjdk', winget('EclipseAdoptium.Temurin.21.JDK')),
  javac: program('The Java compiler', 'default-jdk-headless', 'openjdk', winget('EclipseAdoptium.Temurin.21.JDK')),
  mvn: program('Maven', 'maven', 'maven', 'Install it from maven.apache.org and put its folder bin on the PATH.'),
  'spring-boot': library('Spring Boot', 'java'),
  junit: library('JUnit', 'java'),
  go: {
    name: 'Go',
    get: {
      ...program('Go', 'golang-go', 'go', winget('GoLang.Go')).get,
      // Debian 12 has 1.19, Ubuntu 24.04 has 1.22.
      linux: 'On Debian 13 or newer: sudo apt install golang-go. Elsewhere unpack the archive from https://go.dev/dl/ into /usr/local and put /usr/local/go/bin on your PATH.',
    },
  },
  gin: library('Gin', 'go'),
  pgx: library('pgx', 'go'),
  'go-redis': library('go-redis', 'go'),
  websocket: library('the WebSocket library of Go', 'go'),
};

/** What the tool is called. Names that are not in the table are their own words. */
export function toolTitle(tool: string): string {
  return Object.hasOwn(WORDS, tool) ? WORDS[tool as ToolName].name : tool;
}

/** How to get it on this system, a sentence or two; other systems are told what Linux is. */
export function howToGet(tool: string, platform: string): string {
  if (!Object.hasOwn(WORDS, tool)) return `Install ${tool} and put it on the PATH.`;
  const { get } = WORDS[tool as ToolName];
  return platform === 'darwin' || platform === 'win32' ? get[platform] : get.linux;
}
