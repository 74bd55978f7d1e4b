/** The tools of this machine: found the way the lab's shell finds them, asked for their version, and judged. */
import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { BackbenchError, type ErrorReport } from '../../shared/errors.ts';
import { findProgram } from '../engines/native/shell-environment.ts';
import { runProgram } from '../services/run-program.ts';
import { isAtLeast, isToolName, toolDefinition, type ToolDefinition } from './tool-table.ts';

/** Longest wait for a version, in milliseconds: Maven starts a JVM, which takes seconds on a busy machine. */
const ASK_TIMEOUT_MS = 20_000;

export type FoundTool = { path: string; version: string } | { missing: ErrorReport };

export interface LocalTools {
  /** Never remembers what was missing: it may be there the next time. @throws the signal's reason */
  find(tool: string, signal: AbortSignal): Promise<FoundTool>;
}

export interface LocalToolsParts {
  /** The environment of the lab's shell. */
  env: () => Record<string, string>;
  /** Where libraries of programs in a workspace are looked for. */
  folder: string;
  platform: NodeJS.Platform;
}

export function createLocalTools(parts: LocalToolsParts): LocalTools {
  const known = new Map<string, FoundTool>();
  return {
    async find(tool, signal) {
      const env = parts.env();
      const definition = isToolName(tool) ? toolDefinition(tool) : null;
      const path = findProgram(definition?.program ?? tool, env);
      const key = `${tool} ${path ?? ''}`;
      const before = known.get(key);
      if (before !== undefined) return before;
      const found = await look(tool, definition, path, env, signal);
      if (!('missing' in found)) known.set(key, found);
      return found;
    },
  };

  async function look(
    tool: string, definition: ToolDefinition | null, path: string | null, env: Record<string, string>, signal: AbortSignal,
  ): Promise<FoundTool> {
    if (!isToolName(tool) || definition === null) return path === null ? unknown(tool) : { path, version: '' };
    const lacks = (found: string | null): FoundTool => ({
      missing: new BackbenchError('TOOL_MISSING', { tool, found, needs: definition.atLeast, platform: parts.platform }).toReport(),
    });
    if (path === null) return lacks(null);
    const version = definition.cache === undefined
      ? await ask(path, definition, env, signal) : await inCache(definition.cache, env);
    if (version === null) return lacks(null);
    return definition.atLeast === null || isAtLeast(version, definition.atLeast) ? { path, version } : lacks(version);
  }

  /** @returns null when the program does not tell: what is there only to say how the real one is got, or a library that is not there */
  async function ask(path: string, { ask: args, version }: ToolDefinition, env: Record<string, string>, signal: AbortSignal): Promise<string | null> {
    try {
      // Some print the version to standard error: both are read.
      const text = await runProgram(path, args, { service: basename(path), env, cwd: parts.folder, timeoutMs: ASK_TIMEOUT_MS, signal, bothOutputs: true });
      return version.exec(text)?.[1] ?? null;
    } catch {
      signal.throwIfAborted();
      return null;
    }
  }

  async function inCache({ variable, home, path }: NonNullable<ToolDefinition['cache']>, env: Record<string, string>): Promise<string | null> {
    const place = join(env[variable] ?? join(env['HOME'] ?? env['USERPROFILE'] ?? '', home), path.endsWith('/') ? `${path}x` : path);
    const beginning = path.endsWith('/') ? '' : basename(path);
    const names = await readdir(dirname(place)).catch(() => []);
    const versions = names.filter((name) => name.startsWith(beginning)).map((name) => name.slice(beginning.length)).filter((name) => /^\d/.test(name));
    return versions.toSorted((a, b) => (isAtLeast(a, b) ? -1 : 1))[0] ?? null;
  }
}

const unknown = (tool: string): FoundTool => ({
  missing: new BackbenchError('BINARY_MISSING', { service: tool, attempts: [{ place: tool, source: 'PATH', outcome: 'not found' }] }).toReport(),
});

