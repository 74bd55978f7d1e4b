/** The environment variables of the lab's shell and programs, the same on both engines. */
import type { Service } from '../services/service.ts';
import type { Endpoint } from './engine.ts';

export interface ShellService {
  /** The lab's name for it. */
  id: string;
  service: Pick<Service, 'kind' | 'variables'>;
  /** As it is reached from the shell. */
  endpoint: Endpoint;
}

/**
 * The first service of a kind gets the variables that its clients know (PG*, DATABASE_URL, REDIS_URL, MONGODB_URL);
 * every further one gets them with its id in front, such as REPLICA_DATABASE_URL.
 * @param database replaces the database of one service, so that a check works on a copy
 */
export function shellVariables(services: readonly ShellService[], database?: { service: string; name: string }): Record<string, string> {
  const variables: Record<string, string> = {};
  const seen = new Set<string>();
  for (const { id, service, endpoint } of services) {
    const used = database?.service === id ? { ...endpoint, database: database.name } : endpoint;
    const prefix = seen.has(service.kind) ? `${id.toUpperCase().replaceAll('-', '_')}_` : '';
    for (const [name, value] of Object.entries(service.variables(used))) variables[`${prefix}${name}`] = value;
    seen.add(service.kind);
  }
  return variables;
}
