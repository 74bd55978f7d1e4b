/** Docker contexts: the named engines that the docker command keeps under ~/.docker. */
import { createHash } from 'node:crypto';
import { readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Machine } from './machine.ts';

/** What is needed of ~/.docker/config.json; the rest is not ours to judge. */
const configSchema = z.object({ currentContext: z.string().optional() });
const metaSchema = z.object({ Endpoints: z.object({ docker: z.object({ Host: z.string().min(1) }) }) });

/** A context is named, but can't be read: where and why. */
interface Unreadable {
  source: string;
  place: string;
  problem: string;
}

export type ContextChoice = { source: string; host: string; tlsFolder: string | null } | Unreadable;

/** The context that the docker command would use now; null for the built-in `default` or none at all. */
export function currentContext(machine: Machine): ContextChoice | null {
  const folder = machine.env['DOCKER_CONFIG'] || join(machine.home, '.docker');
  const named = chosenName(machine, folder);
  if (named === null || 'problem' in named) return named;
  const { name, source } = named;
  // The one that is built in: no folder, the default socket.
  if (name === 'default') return null;
  // Docker names a context's folder by the SHA-256 of its name.
  const id = createHash('sha256').update(name).digest('hex');
  const place = join(folder, 'contexts', 'meta', id, 'meta.json');
  try {
    const tls = join(folder, 'contexts', 'tls', id, 'docker');
    const host = metaSchema.parse(JSON.parse(readFileSync(place, 'utf8'))).Endpoints.docker.Host;
    return { source, host, tlsFolder: existsSync(tls) ? tls : null };
  } catch (error) {
    return { source, place, problem: reasonOf(error) };
  }
}

function chosenName(machine: Machine, folder: string): { name: string; source: string } | Unreadable | null {
  const fromEnv = machine.env['DOCKER_CONTEXT'];
  if (fromEnv) return { name: fromEnv, source: `the context "${fromEnv}" (DOCKER_CONTEXT)` };
  const place = join(folder, 'config.json');
  if (!existsSync(place)) return null;
  try {
    const name = configSchema.parse(JSON.parse(readFileSync(place, 'utf8'))).currentContext;
    return name ? { name, source: `the current context "${name}"` } : null;
  } catch (error) {
    return { source: 'the docker configuration', place, problem: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError) return `not in the form Docker writes: ${error.issues[0]?.path.join('.') ?? ''}`;
  return error instanceof Error ? error.message : String(error);
}
