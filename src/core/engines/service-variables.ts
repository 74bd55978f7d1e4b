/** The connection variables of a lab's shell and of a program under check, put together from its services. */
import type { ServiceKind } from '../../shared/lab-format.ts';
import type { Service } from '../services/service.ts';
import type { EngineService } from './engine.ts';

/**
 * @param running the services as the shell reaches them (`shellEndpoint`); those not up yet give nothing
 * @param copy names another database for one service, so that a check works on a copy
 */
export function serviceVariables(
  running: readonly EngineService[], services: Record<ServiceKind, Service>, copy?: { service: string; name: string },
): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const { id, kind, shellEndpoint } of running) {
    if (shellEndpoint === null) continue;
    const endpoint = copy?.service === id ? { ...shellEndpoint, database: copy.name } : shellEndpoint;
    Object.assign(variables, services[kind].variables(endpoint));
  }
  return variables;
}
