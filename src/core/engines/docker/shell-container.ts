/** The container that a session's shells run in: made when it is first needed, one for all its terminals. */
import type { ContainerInfo } from 'dockerode';
import { BackbenchError } from '../../../shared/errors.ts';
import { shellSpec, type ShellParts } from './container-spec.ts';
import type { Daemon } from './daemon.ts';
import { createExecGate } from './exec-gate.ts';
import { createContainer, startContainer } from './make-container.ts';
import { isConflict, isNotFound, statusOf } from './map-error.ts';
import { nameOf, pauseContainer, plugIn, removeContainer, unpauseContainer } from './owned.ts';
import { containerName } from './labels.ts';
import { orAborted } from './waits.ts';

/** How long making it in the background may take, in milliseconds. */
const WARM_UP_DEADLINE_MS = 60_000;

export interface ShellContainer {
  readonly name: string;
  /**
   * A former process left this one. Shells that still run in it are ended when the first new one is opened:
   * nobody can take them up again.
   */
  takeUp(found: ContainerInfo): void;
  /** Makes or starts it; at once when it runs. @throws BackbenchError IMAGE_MISSING, DOCKER_FAILED, … */
  ensure(signal: AbortSignal): Promise<void>;
  /** It was found not running: the next {@link ensure} starts it again. */
  lost(): void;
  /** Begins {@link ensure} without anybody waiting for it. */
  warmUp(): void;
  /** Waits until nothing is being made any more. */
  settle(): Promise<void>;
  /** Runs `act`, which starts something in the container: no pause comes in between. */
  use<T>(signal: AbortSignal, act: () => Promise<T>): Promise<T>;
  /** The same for an act that needs the container to run: a parked one is resumed for it and paused again. */
  useThawed<T>(signal: AbortSignal, act: () => Promise<T>): Promise<T>;
  park(signal: AbortSignal): Promise<void>;
  resume(signal: AbortSignal): Promise<void>;
  readonly parked: boolean;
}

export function createShellContainer(daemon: Daemon, parts: () => Promise<ShellParts>, session: string): ShellContainer {
  const name = containerName(session, 'shell');
  const gate = createExecGate();
  /** What is there to be started again; null when it must be made. */
  let there: { plugged: boolean } | null = null;
  let left: ContainerInfo | null = null;
  let made: Promise<void> | null = null;
  let running = false;
  let parked = false;

  async function make(signal: AbortSignal): Promise<void> {
    const spec = await parts();
    if (left !== null && fits(left, spec)) there = { plugged: running };
    if (there === null || !await startAgain(there, signal)) {
      await removeContainer(daemon, name, signal);
      await createContainer(daemon, shellSpec(spec), 'shell', signal);
      await startContainer(daemon, name, signal);
    }
    left = null;
    there = { plugged: true };
    running = true;
    parked = false;
  }

  async function startAgain({ plugged }: { plugged: boolean }, signal: AbortSignal): Promise<boolean> {
    try {
      if (parked) await unpauseContainer(daemon, name, signal);
      if (!plugged) await plugIn(daemon, session, name, 'shell', signal);
      await daemon.call({ operation: `restart ${name}`, signal, finish: true }, (docker, abortSignal) =>
        docker.getContainer(name).restart({ t: 0, abortSignal }));
      return true;
    } catch (error) {
      // Removed, or in a state that nothing leads out of: a new one is as good.
      if (isNotFound(error) || isConflict(error)) return false;
      throw error;
    }
  }

  async function freeze(signal: AbortSignal): Promise<void> {
    if (!running || parked) return;
    try {
      await pauseContainer(daemon, name, signal);
      parked = true;
    } catch (error) {
      if (statusOf(error) === null) throw error;
      // It ended meanwhile; the next shell starts it again.
      shell.lost();
    }
  }

  async function thaw(signal: AbortSignal): Promise<void> {
    if (!parked) return;
    try {
      await unpauseContainer(daemon, name, signal);
      parked = false;
    } catch (error) {
      if (statusOf(error) === null) throw error;
      shell.lost();
    }
  }

  const shell: ShellContainer = {
    name,
    takeUp(found) {
      left = found;
      running = found.State === 'running' || found.State === 'paused';
      parked = found.State === 'paused';
    },
    get parked() {
      return parked;
    },
    async ensure(signal) {
      // A start that another caller called off says nothing to this one.
      for (;;) {
        const mine = made === null;
        made ??= make(signal);
        const attempt = made;
        try {
          return await orAborted(attempt, signal);
        } catch (error) {
          if (signal.aborted) throw error;
          if (made === attempt) made = null;
          const calledOff = error instanceof BackbenchError && error.code === 'CANCELLED';
          if (mine || !calledOff) throw error;
        }
      }
    },
    lost() {
      made = null;
      running = false;
      parked = false;
    },
    warmUp() {
      // What is wrong is told to the one who opens a shell.
      shell.ensure(AbortSignal.timeout(WARM_UP_DEADLINE_MS)).catch(() => undefined);
    },
    async settle() {
      await made?.catch(() => undefined);
    },
    use: (signal, act) => gate.enter(signal, act),
    async useThawed(signal, act) {
      if (!parked) return gate.enter(signal, act);
      return gate.alone(signal, async () => {
        await thaw(signal);
        try {
          return await act();
        } finally {
          await freeze(signal);
        }
      });
    },
    async park(signal) {
      await shell.settle();
      await gate.alone(signal, () => freeze(signal));
    },
    resume: (signal) => gate.alone(signal, () => thaw(signal)),
  };
  return shell;
}

/** A container that was left fits when it has the same image and the same workspace. */
function fits(found: ContainerInfo, spec: ShellParts): boolean {
  return nameOf(found) === containerName(spec.owner.session, 'shell')
    && found.Image === spec.image.reference
    && found.State !== 'dead' && found.State !== 'removing'
    && found.Mounts.some((mount) => mount.Source === spec.workspace);
}
