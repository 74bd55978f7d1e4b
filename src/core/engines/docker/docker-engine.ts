/** The docker engine: a lab's services as containers of a Docker daemon on this machine. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BackbenchError, toErrorReport, type ErrorReport } from '../../../shared/errors.ts';
import type { ServiceKind } from '../../../shared/lab-format.ts';
import type { Service } from '../../services/service.ts';
import type { Engine, EnvironmentRequest, ServiceRequest } from '../engine.ts';
import { createConnections, type Connection, type ConnectionParts } from './connection.ts';
import { serviceSpec, type ShellParts } from './container-spec.ts';
import { DockerEnvironment, type EnvironmentParts } from './docker-environment.ts';
import { createImages, type ImageChoice, type Images } from './images.ts';
import { LABEL, type Owner } from './labels.ts';
import { thisMachine } from './machine.ts';
import { missingImages } from './missing.ts';
import { openSession } from './open-session.ts';
import { listOwned, removeOwned, stopOwned, type Owned } from './owned.ts';
import { probeDocker } from './probe.ts';
import { ServiceContainer } from './service-container.ts';
import { createShellContainer } from './shell-container.ts';
import { shellUser } from './shell-user.ts';
import { createToolSearch } from './tool-search.ts';

export interface DockerEngineOptions {
  /** The installation's UUID: everything that is made carries it, and nothing else is touched. */
  instance: string;
  services: Record<ServiceKind, Service>;
  env: Readonly<Record<string, string | undefined>>;
  platform: NodeJS.Platform;
  home: string;
  resourcesFolder: string;
  /** The settings' image references, by service kind or shell image. */
  images: () => Readonly<Record<string, string>>;
  onWarning: (text: string) => void;
  /** For tests: another way to reach containers than this machine's, other deadlines. */
  connection?: Pick<ConnectionParts, 'reach' | 'deadlines'>;
}

export function createDockerEngine(options: DockerEngineOptions): Engine {
  const { instance, services } = options;
  const machine = thisMachine(options);
  const images = createImages(join(options.resourcesFolder, 'images'), options.images);
  const tools = createToolSearch(instance);
  const connections = createConnections({ machine, instance, ...options.connection });

  const closing = new AbortController();
  const probes = new Set<Promise<unknown>>();

  const engine: Engine = {
    kind: 'docker',
    async probe(call) {
      const probing = probeDocker({ machine, images, services, engine }, { ...call, signal: AbortSignal.any([call.signal, closing.signal]) });
      probes.add(probing);
      return probing.finally(() => { probes.delete(probing); });
    },
    async missing(needs, signal) {
      try {
        const { daemon } = await connections.get(signal);
        return await missingImages({ daemon, images, services, tools }, needs, signal);
      } catch (error) {
        return [reportOrThrow(error)];
      }
    },
    async open(request, call) {
      const connection = await connections.get(call.signal);
      const choices = await chooseImages(images, services, request);
      const { environment, containers, shell, owner } = assemble(connection, choices, request);
      try {
        const opened = await openSession({
          connection, machine, owner, request, containers,
          image: (service) => choiceOf(choices, service),
          specOf: (parts, service) => serviceSpec(parts, service, services[service.kind]),
        }, call);
        if (opened.shell !== null) shell.takeUp(opened.shell);
        // The learner opens a terminal in a moment; the services are no slower for it.
        shell.warmUp();
        return { environment, created: opened.created };
      } catch (error) {
        await environment.detach();
        throw error;
      }
    },
    async sweep(sessions, signal) {
      const connection = await connections.get(signal).catch((error: unknown) => {
        // Where no engine answers, nothing of ours can be reached: the app must start all the same.
        if (toErrorReport(error).code === 'CANCELLED') throw error;
        return null;
      });
      if (connection === null) return { removed: [] };
      const { daemon } = connection;
      const owned = bySession(await listOwned(daemon, instance, undefined, signal));
      const removed = await Promise.all([...owned].map(async ([session, theirs]) => {
        if (sessions.stop(session)) await stopOwned(daemon, theirs, signal);
        else if (!sessions.keep(session)) return removeOwned(daemon, theirs, signal);
        return [];
      }));
      return { removed: removed.flat() };
    },
    async remove(session, signal) {
      const { daemon } = await connections.get(signal);
      await removeOwned(daemon, await listOwned(daemon, instance, session, signal), signal);
    },
    async close() {
      // A real probe has containers of its own, which nobody else would remove.
      closing.abort();
      await Promise.allSettled(probes);
      await connections.close();
    },
  };
  return engine;

  function assemble(connection: Connection, choices: ReadonlyMap<string, ImageChoice>, request: EnvironmentRequest) {
    const { daemon } = connection;
    const owner: Owner = { instance, session: request.sessionId, lab: request.lab };
    const changed: EnvironmentParts['changed'] = { notify: () => undefined, takenUp: () => Promise.resolve() };
    const containers = request.services.map((service) => new ServiceContainer({
      daemon, session: request.sessionId, request: service, service: services[service.kind],
      image: choiceOf(choices, service).reference,
      scratchFolder: join(tmpdir(), `backbench-${instance}`, request.sessionId, service.id),
      onWarning: options.onWarning, onChange: () => { changed.notify(); }, onTakeUp: (signal) => changed.takenUp(service.id, signal),
    }));
    const shellParts = async (): Promise<ShellParts> => ({
      owner, reach: connection.reach, cpus: daemon.facts.cpus, image: await images.shellFor(request.tools),
      workspace: request.workspace, user: shellUser(machine, daemon.facts),
    });
    const shell = createShellContainer(daemon, shellParts, request.sessionId);
    const environment = new DockerEnvironment({
      daemon, events: connection.events(), instance, session: request.sessionId, services, requests: request.services, containers, shell, shellParts, changed,
    });
    return { environment, containers, shell, owner };
  }
}

/** The image of each service of a request, by service id. */
async function chooseImages(
  images: Images, services: Record<ServiceKind, Service>, request: EnvironmentRequest,
): Promise<ReadonlyMap<string, ImageChoice>> {
  return new Map(await Promise.all(request.services.map(async ({ id, kind }) =>
    [id, await images.of(kind, services[kind].container.image)] as const)));
}

function choiceOf(choices: ReadonlyMap<string, ImageChoice>, { id }: ServiceRequest): ImageChoice {
  const choice = choices.get(id);
  if (choice === undefined) throw new BackbenchError('SERVICE_UNKNOWN', { service: id });
  return choice;
}

function reportOrThrow(error: unknown): ErrorReport {
  const report = toErrorReport(error);
  if (report.code === 'CANCELLED') throw error;
  return report;
}

function bySession(owned: Owned): Map<string, Owned> {
  const sessions = new Map<string, Owned>();
  const of = (labels: Record<string, string> | null | undefined): Owned => {
    const session = labels?.[LABEL.session] ?? '';
    const known = sessions.get(session) ?? { containers: [], networks: [], volumes: [] };
    sessions.set(session, known);
    return known;
  };
  for (const container of owned.containers) of(container.Labels).containers.push(container);
  for (const network of owned.networks) of(network.Labels).networks.push(network);
  for (const volume of owned.volumes) of(volume.Labels).volumes.push(volume);
  return sessions;
}
