/** As whom the learner's shell runs in its container, so that files it makes in the workspace are the learner's. */
import type { DaemonFacts } from './daemon.ts';
import type { Machine } from './machine.ts';

/** @returns `uid:gid`, or null for the image's own user */
export function shellUser(machine: Machine, facts: DaemonFacts): string | null {
  // On macOS and Windows the engine's file sharing gives every file to whoever uses it.
  if (machine.platform !== 'linux' || machine.user === null) return null;
  // There the container's root is the learner on this machine, and every other user is somebody else.
  if (facts.rootless || facts.system.startsWith('Docker Desktop')) return '0:0';
  return `${String(machine.user.uid)}:${String(machine.user.gid)}`;
}
