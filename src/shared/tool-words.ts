/** What tools are called, and how they are got on each system. */
import type { CommandLine } from './command-name.ts';
import type { ToolName } from './tools.ts';

type Platform = 'linux' | 'darwin' | 'win32';

/** The sentences of a language. Names and commands are put in. */
export interface ToolPhrases {
  debian(name: string): string;
  brew(name: string): string;
  winget(id: string): string;
  library(stack: string, command: CommandLine): string;
  bashOnWindows: string;
  curlOnWindows: string;
  redisOnWindows: string;
  mongosh: string;
  pythonOnWindows: string;
  mavenOnWindows: string;
  goOnLinux: string;
  unknown(tool: string): string;
  /** What some are called where it is not their own name. */
  names: Readonly<Partial<Record<ToolName, string>>>;
}

const english: ToolPhrases = {
  debian: (name) => `Install it with your package manager, on Debian and Ubuntu: sudo apt install ${name}.`,
  brew: (name) => `Install it, for example with Homebrew: brew install ${name}.`,
  winget: (id) => `Install it, for example with: winget install ${id}. Then start Backbench again.`,
  library: (stack, command) => `Add it once while you have a network: ${command(`tools add ${stack}`)}. Or use Docker: the images hold it.`,
  bashOnWindows: 'It comes with Git: winget install Git.Git. Put its folder bin on the PATH, then start Backbench again.',
  curlOnWindows: 'It is part of Windows 10 and later.',
  redisOnWindows: 'There is none for Windows. Use Docker, or the query panel.',
  mongosh: 'Install it once while you have a network: npm install -g mongosh.',
  pythonOnWindows: 'Install Python from the Microsoft Store; it brings the command python3.',
  mavenOnWindows: 'Install it from maven.apache.org and put its folder bin on the PATH.',
  // Debian 12 has 1.19, Ubuntu 24.04 has 1.22.
  goOnLinux: 'On Debian 13 or newer: sudo apt install golang-go. Elsewhere unpack the archive from https://go.dev/dl/ into /usr/local and put /usr/local/go/bin on your PATH.',
  unknown: (tool) => `Install ${tool} and put it on the PATH.`,
  names: { mongodb: 'the MongoDB driver', javac: 'The Java compiler', websocket: 'the WebSocket library of Go' },
};

interface ToolWords {
  name: string;
  get(phrases: ToolPhrases, command: CommandLine): Readonly<Record<Platform, string>>;
}

const same = (text: string): Record<Platform, string> => ({ linux: text, darwin: text, win32: text });
/** @param windows the id for winget, or what is said instead */
const program = (name: string, debian: string, brew: string, windows: string | ((phrases: ToolPhrases) => string)): ToolWords => ({
  name,
  get: (phrases) => ({ linux: phrases.debian(debian), darwin: phrases.brew(brew), win32: typeof windows === 'string' ? phrases.winget(windows) : windows(phrases) }),
});
/** A library: all of a stack's come together. */
const library = (name: string, stack: 'javascript' | 'python' | 'java' | 'go'): ToolWords => ({ name, get: (phrases, command) => same(phrases.library(stack, command)) });

const WORDS: Readonly<Record<ToolName, ToolWords>> = {
  node: program('Node.js', 'nodejs', 'node', 'OpenJS.NodeJS.LTS'),
  npm: program('npm', 'npm', 'node', 'OpenJS.NodeJS.LTS'),
  express: library('Express', 'javascript'),
  pg: library('pg', 'javascript'),
  mongodb: library('the MongoDB driver', 'javascript'),
  'node-redis': library('node-redis', 'javascript'),
  ws: library('ws', 'javascript'),
  graphql: library('GraphQL.js', 'javascript'),
  dataloader: library('DataLoader', 'javascript'),
  'express-openapi-validator': library('express-openapi-validator', 'javascript'),
  'swagger-ui-express': library('Swagger UI', 'javascript'),
  bash: program('Bash', 'bash', 'bash', (phrases) => phrases.bashOnWindows),
  git: program('Git', 'git', 'git', 'Git.Git'),
  curl: program('curl', 'curl', 'curl', (phrases) => phrases.curlOnWindows),
  jq: program('jq', 'jq', 'jq', 'jqlang.jq'),
  psql: program('psql', 'postgresql-client', 'libpq', 'PostgreSQL.PostgreSQL.17'),
  mysql: program('mysql', 'mariadb-client', 'mariadb', 'MariaDB.Server'),
  'redis-cli': program('redis-cli', 'redis-tools', 'redis', (phrases) => phrases.redisOnWindows),
  mongosh: { name: 'mongosh', get: (phrases) => same(phrases.mongosh) },
  python3: program('Python', 'python3', 'python', (phrases) => phrases.pythonOnWindows),
  flask: library('Flask', 'python'),
  django: library('Django', 'python'),
  psycopg: library('psycopg', 'python'),
  pytest: library('pytest', 'python'),
  pymongo: library('PyMongo', 'python'),
  'redis-py': library('redis-py', 'python'),
  'strawberry-graphql': library('Strawberry', 'python'),
  'openapi-core': library('openapi-core', 'python'),
  'flask-swagger-ui': library('flask-swagger-ui', 'python'),
  java: program('Java', 'default-jdk-headless', 'openjdk', 'EclipseAdoptium.Temurin.21.JDK'),
  javac: program('The Java compiler', 'default-jdk-headless', 'openjdk', 'EclipseAdoptium.Temurin.21.JDK'),
  mvn: program('Maven', 'maven', 'maven', (phrases) => phrases.mavenOnWindows),
  'spring-boot': library('Spring Boot', 'java'),
  junit: library('JUnit', 'java'),
  go: { name: 'Go', get: (phrases, command) => ({ ...program('Go', 'golang-go', 'go', 'GoLang.Go').get(phrases, command), linux: phrases.goOnLinux }) },
  gin: library('Gin', 'go'),
  pgx: library('pgx', 'go'),
  'go-redis': library('go-redis', 'go'),
  websocket: library('the WebSocket library of Go', 'go'),
};

/** What the tool is called. Names that are not in the table are their own words. */
export function toolTitle(tool: string, phrases: ToolPhrases = english): string {
  return Object.hasOwn(WORDS, tool) ? (phrases.names[tool as ToolName] ?? WORDS[tool as ToolName].name) : tool;
}

/** How to get it on this system, a sentence or two; other systems are told what Linux is. */
export function howToGet(tool: string, platform: string, command: CommandLine, phrases: ToolPhrases = english): string {
  if (!Object.hasOwn(WORDS, tool)) return phrases.unknown(tool);
  const get = WORDS[tool as ToolName].get(phrases, command);
  return platform === 'darwin' || platform === 'win32' ? get[platform] : get.linux;
}
