/** Where a Docker engine may be on this machine, in the order in which it is looked for. */
import { posix } from 'node:path';
import { addressText, parseDaemonAddress, type DaemonAddress } from './daemon-address.ts';
import { currentContext } from './docker-context.ts';
import type { Machine } from './machine.ts';

export interface DaemonPlace {
  /** What is tried, as a person would recognise it. */
  place: string;
  /** Why this place is looked at. */
  source: string;
  /** The address, or why this place can't be tried. */
  address: DaemonAddress | { refused: string };
}

/** DOCKER_HOST, the current context, then the known sockets; each place once, under its first source. */
export function daemonPlaces(machine: Machine): DaemonPlace[] {
  const seen = new Set<string>();
  return [...namedPlaces(machine), ...knownPlaces(machine)].filter((each) => {
    const fresh = !seen.has(each.place);
    seen.add(each.place);
    return fresh;
  });
}

function namedPlaces(machine: Machine): DaemonPlace[] {
  const places: DaemonPlace[] = [];
  const host = machine.env['DOCKER_HOST'];
  if (host) {
    const tls = machine.env['DOCKER_TLS_VERIFY'] ? (machine.env['DOCKER_CERT_PATH'] || posix.join(machine.home, '.docker')) : null;
    places.push(placeOf(host, 'DOCKER_HOST', tls));
  }
  const context = currentContext(machine);
  if (context === null) return places;
  if ('problem' in context) places.push({ place: context.place, source: context.source, address: { refused: context.problem } });
  else places.push(placeOf(context.host, context.source, context.tlsFolder));
  return places;
}

function placeOf(text: string, source: string, tlsFolder: string | null): DaemonPlace {
  const address = parseDaemonAddress(text, tlsFolder);
  return { place: 'refused' in address ? text : addressText(address), source, address };
}

/**
 * The sockets that the engines make by default, from each one's documentation: Docker (Linux packages,
 * rootless, Desktop), Colima, OrbStack, Rancher Desktop, Podman.
 */
function knownPlaces(machine: Machine): DaemonPlace[] {
  const { env, home } = machine;
  const socket = (source: string, path: string): DaemonPlace => ({ place: path, source, address: { kind: 'socket', path } });
  if (machine.platform === 'win32') {
    return [
      socket('Docker Desktop', '//./pipe/docker_engine'),
      socket('Docker Desktop', '//./pipe/dockerDesktopLinuxEngine'),
      socket('Podman', '//./pipe/podman-machine-default'),
    ];
  }
  const inHome = (...parts: string[]): string => posix.join(home, ...parts);
  const desktops = [
    socket('Docker Desktop', inHome('.docker/run/docker.sock')),
    socket('Docker Desktop', inHome('.docker/desktop/docker.sock')),
    socket('Colima', posix.join(env['COLIMA_HOME'] || inHome('.colima'), 'default/docker.sock')),
    socket('OrbStack', inHome('.orbstack/run/docker.sock')),
    socket('Rancher Desktop', inHome('.rd/docker.sock')),
  ];
  if (machine.platform === 'darwin') {
    const podman = [socket('Podman', inHome('.local/share/containers/podman/machine/podman.sock'))];
    if (env['TMPDIR']) podman.push(socket('Podman', posix.join(env['TMPDIR'], 'podman/podman-machine-default-api.sock')));
    return [socket('Docker', '/var/run/docker.sock'), ...desktops, ...podman];
  }
  const runtime = env['XDG_RUNTIME_DIR'] || (machine.user === null ? null : `/run/user/${String(machine.user.uid)}`);
  return [
    socket('Docker', '/var/run/docker.sock'),
    ...(runtime === null ? [] : [socket('rootless Docker', posix.join(runtime, 'docker.sock'))]),
    ...desktops,
    ...(runtime === null ? [] : [socket('rootless Podman', posix.join(runtime, 'podman/podman.sock'))]),
    socket('Podman', '/run/podman/podman.sock'),
  ];
}
