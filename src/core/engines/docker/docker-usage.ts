/** What the containers of sessions use, and what in them tried to reach beyond the lab's network. */
import { readFileSync } from 'node:fs';
import { noRouteCount, type SessionLook, type UsageLook } from '../usage.ts';
import { usedMb } from './container-cost.ts';
import type { Daemon } from './daemon.ts';
import { LABEL, ownFilter } from './labels.ts';

/**
 * @param daemon opened when it is first needed
 * @param instance the installation whose sessions are looked at
 */
export function dockerUsage(daemon: (signal: AbortSignal) => Promise<Daemon>, instance: string): UsageLook {
  /** Container id to the number of its first process on this machine; 0 where it can't be seen from here. */
  const pids = new Map<string, number>();
  return async (signal) => {
    const opened = await daemon(signal);
    const call = opened.call.bind(opened);
    const filters = { ...ownFilter(instance), status: ['running'] };
    const containers = await call({ operation: 'list containers', signal }, (docker, abortSignal) => docker.listContainers({ filters, abortSignal }));
    const usages = new Map<string, SessionLook>();
    await Promise.all(containers.map(async ({ Id, Labels }) => {
      const session = Labels[LABEL.session] ?? '';
      const look = await Promise.all([
        call({ operation: 'ask for memory', signal }, (docker) => docker.getContainer(Id).stats({ stream: false, 'one-shot': true })),
        counter(Id),
      ]).catch(() => null);
      // It has ended meanwhile.
      if (look === null) return;
      const [stats, noRoute] = look;
      const before = usages.get(session);
      usages.set(session, {
        memoryMb: (before?.memoryMb ?? 0) + usedMb(stats),
        noRoute: noRoute === null || before?.noRoute === null ? null : new Map([...before?.noRoute ?? [], [Id, noRoute]]),
      });
    }));
    return { sessions: usages, sharedNoRoute: null };

    async function counter(id: string): Promise<number | null> {
      let pid = pids.get(id);
      if (pid === undefined) {
        const info = await call({ operation: 'inspect', signal }, (docker, abortSignal) => docker.getContainer(id).inspect({ abortSignal }));
        pid = isThatContainer(info.State.Pid, id) ? info.State.Pid : 0;
        pids.set(id, pid);
      }
      return pid === 0 ? null : noRouteOf(pid);
    }
  };
}

/** In a virtual machine the number means another process, or none, of this machine. */
function isThatContainer(pid: number, id: string): boolean {
  try {
    return readFileSync(`/proc/${String(pid)}/cgroup`, 'utf8').includes(id);
  } catch {
    return false;
  }
}

function noRouteOf(pid: number): number | null {
  try {
    return noRouteCount(readFileSync(`/proc/${String(pid)}/net/snmp`, 'utf8'), readFileSync(`/proc/${String(pid)}/net/snmp6`, 'utf8'));
  } catch {
    return null;
  }
}
