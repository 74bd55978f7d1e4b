/** Which programs an image holds: looked up in a container that is created, never started, and removed again. */
import { randomBytes } from 'node:crypto';
import { posix } from 'node:path';
import type { Readable } from 'node:stream';
import type { Daemon } from './daemon.ts';
import { containerName, labelsOf } from './labels.ts';
import { createContainer } from './make-container.ts';
import { isNotFound } from './map-error.ts';
import { removeContainer } from './owned.ts';

/** How long removing the container may take, in milliseconds. */
const REMOVE_DEADLINE_MS = 20_000;

export interface ToolSearch {
  /** @returns those of the tools that are not in the image's PATH; remembers what it found */
  absent(daemon: Daemon, image: { id: string; reference: string; path: string }, tools: string[], signal: AbortSignal): Promise<string[]>;
}

/** @param instance the installation's UUID, so that the sweep finds what a crash leaves */
export function createToolSearch(instance: string): ToolSearch {
  /** By image id, which changes with its content, then by tool. */
  const known = new Map<string, Map<string, boolean>>();
  return {
    async absent(daemon, image, tools, signal) {
      const found = known.get(image.id) ?? new Map<string, boolean>();
      known.set(image.id, found);
      const unknown = tools.filter((tool) => !found.has(tool));
      if (unknown.length > 0) {
        const session = randomBytes(6).toString('hex');
        const name = containerName(session, 'tools');
        try {
          await createContainer(daemon, {
            name, Image: image.reference, Cmd: ['true'], NetworkDisabled: true, Labels: labelsOf({ instance, session, lab: 'probe' }, 'process'),
          }, 'shell', signal);
          for (const tool of unknown) found.set(tool, await holds(daemon, name, image.path, tool, signal));
        } finally {
          await removeContainer(daemon, name, AbortSignal.timeout(REMOVE_DEADLINE_MS));
        }
      }
      return tools.filter((tool) => found.get(tool) !== true);
    },
  };
}

async function holds(daemon: Daemon, container: string, path: string, tool: string, signal: AbortSignal): Promise<boolean> {
  for (const folder of path.split(':')) {
    const place = posix.join(folder, tool);
    try {
      await daemon.call({ operation: `look for ${place}`, signal }, (docker, abortSignal) =>
        docker.getContainer(container).infoArchive({ path: place, abortSignal }).then((answer: Readable) => answer.resume()));
      return true;
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }
  return false;
}
