/** The facts of this machine that the docker engine depends on. Given in, so that tests can name any machine. */
import { readFileSync } from 'node:fs';
import { release } from 'node:os';

export interface Machine {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  home: string;
  /** The learner's numeric user and group; null where the system has none (Windows). */
  user: { uid: number; gid: number } | null;
  /** The running kernel, as `uname -r` tells it: the same as the daemon's when both share one. */
  kernel: string;
  /** The names of this process's network interfaces; empty where that can't be told. */
  interfaces(): string[];
}

/** This machine. `given` is what the core was told instead of reading it from the process. */
export function thisMachine(given: { env: Readonly<Record<string, string | undefined>>; platform: NodeJS.Platform; home: string }): Machine {
  const { env, platform, home } = given;
  return {
    platform,
    env,
    home,
    user: process.getuid && process.getgid ? { uid: process.getuid(), gid: process.getgid() } : null,
    kernel: release(),
    interfaces: () => (platform === 'linux' ? linuxInterfaces() : []),
  };
}

/**
 * From /proc/net/dev, which shows this process's own network namespace. os.networkInterfaces() leaves out
 * a bridge that nothing is plugged into yet, and /sys/class/net shows the namespace it was mounted in.
 */
function linuxInterfaces(): string[] {
  return readFileSync('/proc/net/dev', 'utf8').split('\n').slice(2)
    .map((line) => line.slice(0, line.indexOf(':')).trim())
    .filter((name) => name !== '');
}
