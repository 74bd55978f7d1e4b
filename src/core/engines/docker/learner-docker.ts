/** A look at the images and containers that the learner made with the same Docker. Reads only; what is ours is not seen. */
import type { LearnerContainer, LearnerDocker, LearnerImage } from '../engine.ts';
import type { Daemon } from './daemon.ts';
import { LABEL } from './labels.ts';
import { isNotFound } from './map-error.ts';

export function learnerDocker(daemon: Daemon): LearnerDocker {
  return {
    async image(name, signal) {
      const found = await orNull(daemon.call({ operation: `look at the image ${name}`, signal }, (docker) => docker.getImage(name).inspect()));
      if (found === null) return null;
      // The types name fields that an image without a configuration lacks.
      const config = found.Config as Partial<typeof found.Config> | undefined;
      return {
        sizeBytes: found.Size, user: config?.User ?? '', labels: { ...config?.Labels }, exposes: Object.keys(config?.ExposedPorts ?? {}), env: variables(config?.Env),
      } satisfies LearnerImage;
    },
    async container(name, signal) {
      const found = await orNull(daemon.call({ operation: `look at the container ${name}`, signal }, (docker, abortSignal) => docker.getContainer(name).inspect({ abortSignal })));
      if (found === null || LABEL.instance in found.Config.Labels) return null;
      const ports = found.NetworkSettings.Ports as Record<string, readonly unknown[] | null>;
      return {
        state: found.State.Status, exitCode: found.State.ExitCode, health: found.State.Health?.Status ?? null, image: found.Config.Image, user: found.Config.User,
        env: variables(found.Config.Env), labels: found.Config.Labels,
        publishes: Object.entries(ports).filter(([, hosts]) => hosts !== null && hosts.length > 0).map(([port]) => port),
        restart: found.HostConfig.RestartPolicy?.Name || 'no', networks: Object.keys(found.NetworkSettings.Networks),
        volumes: found.Mounts.flatMap((mount) => (mount.Type === 'volume' && mount.Name !== undefined ? [mount.Name] : [])),
      } satisfies LearnerContainer;
    },
  };
}

async function orNull<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

function variables(list: readonly string[] | null | undefined): Record<string, string> {
  return Object.fromEntries((list ?? []).map((each) => [each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1)]));
}
