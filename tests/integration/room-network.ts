/** A room's network on one Linux machine: namespaces on one switch, with no way out. Takes root and iproute2. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';

export interface RoomNetwork {
  /** Of each machine, in the order of their numbers. */
  addresses: readonly string[];
  /** Runs a program on a machine. */
  spawn(machine: number, command: string, args: readonly string[], env: NodeJS.ProcessEnv): ChildProcess;
  /** What `ip route` says about an address beyond the room. */
  wayOut(machine: number): string;
  dispose(): void;
}

/** A machine of a room answers in milliseconds. */
const COMMAND_MS = 10_000;

/** @param machines up to 200 */
export function createRoomNetwork(machines: number): RoomNetwork {
  // Interfaces have names of up to 15 characters; a run that was killed left others.
  const id = `bbr${String(process.pid)}`;
  const ip = (...words: string[]): void => { execFileSync('ip', words, { stdio: 'pipe', timeout: COMMAND_MS }); };
  const names = ['sw', ...Array.from({ length: machines }, (_, at) => String(at))].map((name) => `${id}-${name}`);
  const [hub = '', ...rooms] = names;
  const made: string[] = [];
  const dispose = (): void => {
    // With a namespace go its interfaces.
    for (const name of made.splice(0)) ip('netns', 'delete', name);
  };
  try {
    for (const name of names) {
      ip('netns', 'add', name);
      made.push(name);
      ip('-n', name, 'link', 'set', 'lo', 'up');
    }
    ip('-n', hub, 'link', 'add', 'hub', 'type', 'bridge');
    ip('-n', hub, 'link', 'set', 'hub', 'up');
    for (const [at, room] of rooms.entries()) {
      // Both ends are born in their namespaces: this machine's own network is not touched.
      ip('-n', room, 'link', 'add', 'eth0', 'type', 'veth', 'peer', 'name', `port${String(at)}`, 'netns', hub);
      ip('-n', hub, 'link', 'set', `port${String(at)}`, 'master', 'hub', 'up');
      ip('-n', room, 'address', 'add', `${address(at)}/24`, 'dev', 'eth0');
      ip('-n', room, 'link', 'set', 'eth0', 'up');
    }
  } catch (error) {
    dispose();
    throw error;
  }
  return {
    addresses: rooms.map((_, at) => address(at)),
    spawn: (machine, command, args, env) => spawn('ip', ['netns', 'exec', rooms[machine] ?? '', command, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] }),
    wayOut(machine) {
      try {
        return execFileSync('ip', ['-n', rooms[machine] ?? '', 'route', 'get', '192.0.2.1'], { encoding: 'utf8', stdio: 'pipe', timeout: COMMAND_MS });
      } catch (error) {
        return String((error as { stderr?: unknown }).stderr);
      }
    },
    dispose,
  };
}

const address = (machine: number): string => `10.77.0.${String(machine + 1)}`;
