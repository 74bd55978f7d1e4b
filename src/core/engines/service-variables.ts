/** The connection variables of a lab's shell and of a program under check, put together from its services. */
import type { ServiceKind } from '../../shared/lab-format.ts';
import type { Service } from '../services/service.ts';
import type { EngineService } from './engine.ts';

/**
 * The first service of a kind gives the variables that its clients know; every further one gives them with its
 * id in front, such as REPLICA_DATABASE_URL.
 * @param running the services as the shell reaches them (`shellEndpoint`); those not up yet give nothing
 * @param copies by service id: another database, so that a check works on a copy
 */
export function serviceVariables(
  running: readonly EngineService[], services: Record<ServiceKind, Service>, copies: ReadonlyMap<string, string> = new Map(),
): Record<string, string> {
  const variables: Record<string, string> = {};
  const seen = new Set<ServiceKind>();
  for (const { id, kind, shellEndpoint } of running) {
    if (shellEndpoint === null) continue;
    const endpoint = { ...shellEndpoint, database: copies.get(id) ?? shellEndpoint.database };
    const prefix = seen.has(kind) ? `${id.toUpperCase().replaceAll('-', '_')}_` : '';
    for (const [name, value] of Object.entries(services[kind].variables(endpoint))) variables[`${prefix}${name}`] = value;
    seen.add(kind);
  }
  return variables;
}
