/** Creates and starts a container, with the errors a person can act on. */
import type { ContainerCreateOptions } from 'dockerode';
import { BackbenchError } from '../../../shared/errors.ts';
import type { Daemon } from './daemon.ts';
import { isNotFound, reasonText } from './map-error.ts';

/**
 * Creates a container. Never pulls: an image that is not here is an error.
 * @param service for whom, as the error names it
 * @throws BackbenchError IMAGE_MISSING, DISK_FULL, DOCKER_FAILED, …
 */
export async function createContainer(daemon: Daemon, spec: ContainerCreateOptions, service: string, signal: AbortSignal): Promise<void> {
  const { name, ...body } = spec;
  try {
    // dockerode would put the whole body, passwords included, into the URL as well.
    const request = { _query: { name }, _body: body } as ContainerCreateOptions;
    await daemon.call({ operation: `create ${name ?? 'a container'}`, signal, finish: true }, (docker) => docker.createContainer(request));
  } catch (error) {
    if (isNotFound(error) && /no such image|image not known/i.test(reasonText(error))) throw new BackbenchError('IMAGE_MISSING', { service, image: body.Image ?? '' }, { cause: error });
    throw error;
  }
}

export async function startContainer(daemon: Daemon, name: string, signal: AbortSignal): Promise<void> {
  await daemon.call({ operation: `start ${name}`, signal, finish: true }, (docker, abortSignal) =>
    docker.getContainer(name).start({ abortSignal }));
}
