/** What we ask of the daemon for each kind of container. Every limit of a container is in this file. */
import type { ContainerCreateOptions, HostConfig } from 'dockerode';
import type { Service } from '../../services/service.ts';
import type { ServiceRequest } from '../engine.ts';
import type { ImageChoice } from './images.ts';
import { containerName, labelsOf, networkName, type Owner } from './labels.ts';
import { portSettings, type Reach } from './reach.ts';

const MIB = 1024 * 1024;

/**
 * Processor time for one container, in billionths of a processor (Docker's NanoCpus). A service of a lab gets
 * one processor at most, so that a runaway query leaves the window and the shell responsive on two.
 */
const SERVICE_CPUS = 1;
/** The shell compiles and installs; it may have two where the machine has more than that. */
const SHELL_CPUS = 2;
/** Memory of the learner's shell and of the program under check, in MiB: room for npm and a Node server. */
const SHELL_MEMORY_MB = 1024;
const PROCESS_MEMORY_MB = 512;
/** Processes and threads: enough for parallel builds, little enough to stop a fork bomb. */
const SHELL_PIDS = 512;
const PROCESS_PIDS = 256;
/** The container's log on disk: more is of no use in a lab. */
const LOG_CONFIG = { Type: 'json-file', Config: { 'max-size': '5m', 'max-file': '2' } };
/**
 * The names of a session's services are known to Docker itself. Others it would ask of this machine's DNS servers,
 * the one way out of an internal network; at this address nobody listens.
 */
const NO_DNS_SERVER = '127.0.0.1';
/**
 * An unknown name fails after 2 s instead of the resolver's 10. One question at a time: of two at once (A and AAAA)
 * the kernel's address translation on the way to Docker's resolver sometimes loses one, and then the timeout counts.
 */
const DNS_OPTIONS = ['single-request', 'timeout:1', 'attempts:2'];
/** Where the workspace is in the shell's and the programs' containers. */
export const WORKSPACE = '/workspace';

export interface SpecParts {
  owner: Owner;
  reach: Reach;
  image: ImageChoice;
  /** Processors of the daemon's machine: Docker refuses a limit above that. */
  cpus: number;
}

export interface ShellParts extends SpecParts {
  /** The learner's workspace on this machine. */
  workspace: string;
  /** `uid:gid` to run as; null for the image's own user. */
  user: string | null;
}

/** The rules that hold for every container of ours. */
function limits(parts: SpecParts, memoryMb: number, cpus: number, pids: number): HostConfig {
  return {
    NetworkMode: networkName(parts.owner.session),
    Privileged: false,
    CapDrop: ['ALL'],
    SecurityOpt: ['no-new-privileges'],
    Memory: memoryMb * MIB,
    // The same as Memory: no swap. A server that swaps is slower than one that says it is out of memory.
    MemorySwap: memoryMb * MIB,
    NanoCpus: Math.min(cpus, parts.cpus) * 1e9,
    PidsLimit: pids,
    LogConfig: LOG_CONFIG,
    RestartPolicy: { Name: 'no' },
    Dns: [NO_DNS_SERVER],
    DnsOptions: DNS_OPTIONS,
  };
}

/** A service. Our images keep their data in the container; an official one gets a volume that lives and dies with it. */
export function serviceSpec(parts: SpecParts, request: ServiceRequest, service: Service): ContainerCreateOptions {
  const { container } = service;
  const { owner, image } = parts;
  const endpoint = { user: service.user, password: request.password, database: service.database };
  const name = containerName(owner.session, request.id);
  const command = container.command(endpoint);
  const ports = portSettings(parts.reach, [container.port]);
  return {
    name,
    Image: image.reference,
    Hostname: request.id,
    Env: Object.entries(container.env(endpoint)).map(([key, value]) => `${key}=${value}`),
    ...(command.length > 0 ? { Cmd: command } : {}),
    Labels: labelsOf(owner, 'service', request.id),
    ExposedPorts: ports.ExposedPorts,
    // Readiness is asked by an authenticated query; an image's own health check would only cost time.
    Healthcheck: { Test: ['NONE'] },
    HostConfig: {
      ...limits(parts, container.memoryMb, SERVICE_CPUS, container.pids),
      PortBindings: ports.PortBindings,
      ...(image.ours ? {} : {
        CapAdd: container.capabilities,
        Mounts: [{
          Type: 'volume', Source: name, Target: container.dataPath,
          VolumeOptions: { NoCopy: false, Labels: labelsOf(owner, 'volume', request.id), DriverConfig: { Name: 'local', Options: {} } },
        }],
      }),
    },
    NetworkingConfig: { EndpointsConfig: { [networkName(owner.session)]: { Aliases: [request.id] } } },
  };
}

/** The container that the learner's shells run in. It idles; each shell is an exec. */
export function shellSpec(parts: ShellParts): ContainerCreateOptions {
  return {
    name: containerName(parts.owner.session, 'shell'),
    Hostname: 'backbench',
    Cmd: ['sleep', 'infinity'],
    Labels: labelsOf(parts.owner, 'shell'),
    ...workspaceParts(parts),
    HostConfig: { ...workspaceHost(parts), ...limits(parts, SHELL_MEMORY_MB, SHELL_CPUS, SHELL_PIDS) },
  };
}

/** One run of a program in the workspace: the learner's application under check. */
export function processSpec(
  parts: ShellParts, run: { name: string; command: string[]; env: Record<string, string>; port: number },
): ContainerCreateOptions {
  const ports = portSettings(parts.reach, [run.port]);
  return {
    name: containerName(parts.owner.session, run.name),
    Hostname: run.name,
    Cmd: run.command,
    Env: Object.entries(run.env).map(([key, value]) => `${key}=${value}`),
    Labels: labelsOf(parts.owner, 'process'),
    ExposedPorts: ports.ExposedPorts,
    ...workspaceParts(parts),
    HostConfig: {
      ...workspaceHost(parts), ...limits(parts, PROCESS_MEMORY_MB, SHELL_CPUS, PROCESS_PIDS), PortBindings: ports.PortBindings,
    },
  };
}

function workspaceParts(parts: ShellParts): ContainerCreateOptions {
  return {
    Image: parts.image.reference,
    WorkingDir: WORKSPACE,
    ...(parts.user === null ? {} : { User: parts.user }),
    Healthcheck: { Test: ['NONE'] },
  };
}

function workspaceHost(parts: ShellParts): HostConfig {
  return {
    // Our image brings its own init; a foreign one may not, and then nobody would bury a shell's children.
    Init: !parts.image.ours,
    Mounts: [{ Type: 'bind', Source: parts.workspace, Target: WORKSPACE }],
  };
}
