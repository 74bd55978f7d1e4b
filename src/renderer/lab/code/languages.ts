/** The languages that the window can read: one table for lessons, editor and query panel. */
import { javascriptLanguage, javascript, typescriptLanguage } from '@codemirror/lang-javascript';
import { json, jsonLanguage } from '@codemirror/lang-json';
import { markdown, markdownLanguage } from '@codemirror/lang-markdown';
import { sql } from '@codemirror/lang-sql';
import { yaml, yamlLanguage } from '@codemirror/lang-yaml';
import { type Language, LanguageSupport, StreamLanguage } from '@codemirror/language';
import { java } from '@codemirror/legacy-modes/mode/clike';
import { diff } from '@codemirror/legacy-modes/mode/diff';
import { dockerFile } from '@codemirror/legacy-modes/mode/dockerfile';
import { go } from '@codemirror/legacy-modes/mode/go';
import { http } from '@codemirror/legacy-modes/mode/http';
import { lua } from '@codemirror/legacy-modes/mode/lua';
import { nginx } from '@codemirror/legacy-modes/mode/nginx';
import { properties } from '@codemirror/legacy-modes/mode/properties';
import { python } from '@codemirror/legacy-modes/mode/python';
import { shell } from '@codemirror/legacy-modes/mode/shell';
import { toml } from '@codemirror/legacy-modes/mode/toml';
import type { ServiceKind } from '../../../shared/lab-format.ts';
import { redisCommands } from './redis-language.ts';
import { PlainMysql, PlainPostgres } from './sql-dialects.ts';

const shellLanguage = StreamLanguage.define(shell);
const httpLanguage = StreamLanguage.define(http);
const pythonLanguage = StreamLanguage.define(python);
const javaLanguage = StreamLanguage.define(java);
const goLanguage = StreamLanguage.define(go);
const dockerLanguage = StreamLanguage.define(dockerFile);
const luaLanguage = StreamLanguage.define(lua);
const nginxLanguage = StreamLanguage.define(nginx);
const propertiesLanguage = StreamLanguage.define(properties);
const tomlLanguage = StreamLanguage.define(toml);
const diffLanguage = StreamLanguage.define(diff);
const redisLanguage = StreamLanguage.define(redisCommands);

/** By the name behind a lesson's three backticks. */
const BY_NAME: Readonly<Record<string, Language>> = {
  sql: PlainPostgres.language, postgres: PlainPostgres.language, postgresql: PlainPostgres.language, mysql: PlainMysql.language, mariadb: PlainMysql.language,
  js: javascriptLanguage, javascript: javascriptLanguage, mjs: javascriptLanguage, mongo: javascriptLanguage, mongosh: javascriptLanguage,
  ts: typescriptLanguage, typescript: typescriptLanguage,
  json: jsonLanguage, yaml: yamlLanguage, yml: yamlLanguage, md: markdownLanguage, markdown: markdownLanguage,
  sh: shellLanguage, bash: shellLanguage, shell: shellLanguage, console: shellLanguage,
  http: httpLanguage, redis: redisLanguage, py: pythonLanguage, python: pythonLanguage,
  java: javaLanguage, go: goLanguage, golang: goLanguage, dockerfile: dockerLanguage, docker: dockerLanguage, lua: luaLanguage, nginx: nginxLanguage,
  ini: propertiesLanguage, properties: propertiesLanguage, env: propertiesLanguage, toml: tomlLanguage, diff: diffLanguage, patch: diffLanguage,
};

export function languageByName(name: string): Language | null {
  const key = name.toLowerCase();
  return Object.hasOwn(BY_NAME, key) ? (BY_NAME[key] ?? null) : null;
}

/** For the editor, by the file's name. Null for plain text. */
export function languageOfFile(path: string): LanguageSupport | null {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (/^(?:dockerfile|containerfile)(?:\.|$)/.test(name)) return new LanguageSupport(dockerLanguage);
  const extension = name.slice(name.lastIndexOf('.') + 1);
  switch (extension) {
    case 'sql':
      return sql({ dialect: PlainPostgres });
    case 'js':
    case 'mjs':
    case 'cjs':
      return javascript();
    case 'jsx':
      return javascript({ jsx: true });
    case 'ts':
      return javascript({ typescript: true });
    case 'tsx':
      return javascript({ typescript: true, jsx: true });
    case 'json':
      return json();
    case 'yaml':
    case 'yml':
      return yaml();
    case 'md':
      return markdown();
    case 'java':
      return new LanguageSupport(javaLanguage);
    case 'go':
      return new LanguageSupport(goLanguage);
    case 'lua':
      return new LanguageSupport(luaLanguage);
    case 'conf':
      return new LanguageSupport(nginxLanguage);
    case 'env':
    case 'ini':
    case 'properties':
      return new LanguageSupport(propertiesLanguage);
    case 'toml':
      return new LanguageSupport(tomlLanguage);
    case 'diff':
    case 'patch':
      return new LanguageSupport(diffLanguage);
    case 'dockerfile':
      return new LanguageSupport(dockerLanguage);
    case 'sh':
    case 'bash':
      return new LanguageSupport(shellLanguage);
    case 'py':
      return new LanguageSupport(pythonLanguage);
    case 'http':
      return new LanguageSupport(httpLanguage);
    case 'redis':
      return new LanguageSupport(redisLanguage);
    default:
      return null;
  }
}

/** For the query panel, by the kind of the service. */
export function languageOfService(kind: ServiceKind): LanguageSupport {
  switch (kind) {
    case 'postgres':
      return sql({ dialect: PlainPostgres, upperCaseKeywords: false });
    case 'mysql':
      return sql({ dialect: PlainMysql, upperCaseKeywords: false });
    case 'mongo':
      return javascript();
    case 'redis':
      return new LanguageSupport(redisLanguage);
  }
}
