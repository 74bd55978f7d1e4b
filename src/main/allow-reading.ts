/** Tells the lab host which files a person has chosen or dropped; the page learns tokens, never more of the disk than it was shown. */
import { randomUUID } from 'node:crypto';
import type { MessagePortMain } from 'electron';
import { BackbenchError } from '../shared/errors.ts';
import type { HostSupervisor } from './host-supervisor.ts';

/** @returns a token for each path @throws BackbenchError HOST_GONE */
export function allowReading(supervisor: Pick<HostSupervisor<MessagePortMain>, 'allowFile'>, paths: readonly string[]): string[] {
  return paths.map((path) => {
    const token = randomUUID();
    if (!supervisor.allowFile('read', token, path)) throw new BackbenchError('HOST_GONE', {});
    return token;
  });
}
