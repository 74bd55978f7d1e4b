/**
 * Makes a dockerode client for one address, and for nothing that the process's environment may say. Loaded when a daemon
 * is looked for: dockerode brings gRPC and SSH along, which a start need not wait for.
 */
import Dockerode from 'dockerode';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { DaemonAddress } from './daemon-address.ts';

export interface DockerClient {
  docker: Dockerode;
  /** Cuts every connection, those in use too. */
  readonly destroy: () => void;
}

/** dockerode reads these whatever it is given, and throws on a DOCKER_HOST that it can't parse. */
const READ_BY_DOCKERODE = ['DOCKER_HOST', 'DOCKER_TLS_VERIFY', 'DOCKER_CERT_PATH', 'DOCKER_CLIENT_TIMEOUT', 'DOCKER_PATH_PREFIX'];

/** @param address where the daemon listens, as daemon-places.ts found it */
export function createDockerClient(address: DaemonAddress): DockerClient {
  // A connection for each call: on a local socket it costs a tenth of a millisecond, and no call ever
  // meets a pooled connection that a restarted daemon has closed.
  const tls = address.kind === 'tcp' && address.tls !== null;
  const agent = tls ? new HttpsAgent({ keepAlive: false }) : new HttpAgent({ keepAlive: false });
  const options: Dockerode.DockerOptions & { agent: HttpAgent } = address.kind === 'socket'
    ? { socketPath: address.path, agent }
    : { host: address.host, port: address.port, protocol: tls ? 'https' : 'http', agent, ...(address.tls ?? {}) };
  return { docker: withoutEnvironment(() => new Dockerode(options)), destroy: () => { agent.destroy(); } };
}

/** Runs `make` (synchronously) while the variables that dockerode would read are out of its sight. */
function withoutEnvironment<T>(make: () => T): T {
  const kept = READ_BY_DOCKERODE.map((name) => [name, process.env[name]] as const);
  for (const name of READ_BY_DOCKERODE) delete process.env[name];
  try {
    return make();
  } finally {
    for (const [name, value] of kept) if (value !== undefined) process.env[name] = value;
  }
}
