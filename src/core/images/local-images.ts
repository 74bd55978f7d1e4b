/** The images of this installation: listed and built with the daemon that the docker engine would use. */
import { join } from 'node:path';
import { findDaemon } from '../engines/docker/find-daemon.ts';
import { thisMachine } from '../engines/docker/machine.ts';
import { BackbenchError } from '../../shared/errors.ts';
import { buildImages, type BuildProgress, type BuiltImage } from './build-images.ts';
import { listImages, type ListedImage } from './list-images.ts';
import { unpackMariaDb } from './mariadb-package.ts';
import { buildMongoStandIn } from './mongo-stand-in.ts';
import { IMAGE_NAMES, type ImageName } from './recipe.ts';

export interface LocalImagesParts {
  resourcesFolder: string;
  /** Where native programs of this installation lie. */
  nativeFolder: string;
  env: NodeJS.ProcessEnv;
  platform: NodeJS.Platform;
  home: string;
  /** The settings' image references. */
  overrides: () => Readonly<Record<string, string>>;
}

export interface BuildRequest {
  /** Which images; all when empty. @see IMAGE_NAMES */
  names: readonly string[];
  /** Whether the Debian base may be fetched from a registry. */
  pull: boolean;
  signal: AbortSignal;
  onProgress: (progress: BuildProgress) => void;
}

export interface LocalImages {
  list(signal: AbortSignal): Promise<ListedImage[]>;
  /** @throws BackbenchError IMAGE_UNKNOWN, DOCKER_NOT_FOUND, IMAGE_BASE_MISSING, IMAGE_BUILD_FAILED */
  build(request: BuildRequest): Promise<BuiltImage[]>;
  /** Installs what the native engine needs and not every system offers. @returns what was installed, and where */
  buildNative(signal: AbortSignal, onText: (text: string) => void): Promise<{ version: string; program: string; built: boolean }[]>;
}

/** Longest time for building all images, in milliseconds: minutes on a quick line, and nobody's line is that slow. */
const BUILD_DEADLINE_MS = 2 * 60 * 60 * 1000;

export function createLocalImages(parts: LocalImagesParts): LocalImages {
  const recipesFolder = join(parts.resourcesFolder, 'images');
  const machine = thisMachine(parts);
  return {
    async list(signal) {
      const daemon = await findDaemon(machine, signal);
      try {
        return await daemon.call({ operation: 'list images', signal }, (docker, aborted) =>
          listImages({ docker, recipesFolder, overrides: parts.overrides(), signal: aborted }));
      } finally {
        daemon.close();
      }
    },
    async build({ names, pull, signal, onProgress }) {
      const known = names.map(imageName);
      const daemon = await findDaemon(machine, signal);
      try {
        return await daemon.call({ operation: 'build images', signal, deadlineMs: BUILD_DEADLINE_MS }, (docker, aborted) =>
          buildImages({
            docker, recipesFolder, overrides: parts.overrides(), pull, env: parts.env, platform: parts.platform,
            isRoot: process.getuid?.() === 0, signal: aborted, onProgress,
            ...(known.length > 0 ? { names: known } : {}),
          }));
      } finally {
        daemon.close();
      }
    },
    async buildNative(signal, onText) {
      const options = { env: parts.env, platform: parts.platform, signal, onText };
      const mongo = await buildMongoStandIn({ ...options, recipesFolder, into: join(parts.nativeFolder, 'mongo') });
      // Elsewhere it comes with an installer of its own.
      if (parts.platform !== 'linux') return [mongo];
      const { version, ...mariaDb } = await unpackMariaDb({ ...options, into: join(parts.nativeFolder, 'mysql') });
      return [mongo, { ...mariaDb, version: `MariaDB ${version}` }];
    },
  };
}

function imageName(name: string): ImageName {
  const known = IMAGE_NAMES.find((each) => each === name);
  if (known === undefined) throw new BackbenchError('IMAGE_UNKNOWN', { image: name, known: [...IMAGE_NAMES] });
  return known;
}
