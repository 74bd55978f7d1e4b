/** Our images as they are on this machine. */
import type Dockerode from 'dockerode';
import { imageReferences } from './image-references.ts';
import { inspectImage } from './inspect-image.ts';
import type { ImageName } from './recipe.ts';

export interface ListedImage {
  name: ImageName;
  /** The tag of the present recipe, or the configured reference. */
  reference: string;
  ours: boolean;
  present: boolean;
  id: string | null;
  /** Bytes, shared layers included; null when it is not here. */
  bytes: number | null;
  /** Milliseconds since 1970; null when it is not here. */
  builtAt: number | null;
}

/**
 * @param overrides name to image reference, from the settings
 * @throws what dockerode throws when the daemon does not answer
 */
export async function listImages({ docker, recipesFolder, overrides = {}, signal }: {
  docker: Dockerode; recipesFolder: string; overrides?: Readonly<Record<string, string>>; signal: AbortSignal;
}): Promise<ListedImage[]> {
  const references = await imageReferences(recipesFolder, overrides);
  return Promise.all(references.map(async ({ name, reference, ours }) => {
    const found = await inspectImage(docker, reference, signal);
    return {
      name, reference, ours, present: found !== null,
      id: found?.id ?? null, bytes: found?.bytes ?? null, builtAt: found?.builtAt ?? null,
    };
  }));
}
