/** Which image runs what: ours by default, an official one where the settings name it. */
import { BackbenchError } from '../../../shared/errors.ts';
import type { ServiceKind } from '../../../shared/lab-format.ts';
import { imageReferences } from '../../images/image-references.ts';

/** Our images' names all begin so; whatever does not is an official image with a contract of its own. */
const OURS = 'backbench/';

export interface ImageChoice {
  reference: string;
  /** Ours: starts as its own user, keeps its data in the container, has an init. */
  ours: boolean;
}

export interface Images {
  /** @param recipe the recipe's name under resources/images/ */
  of(kind: ServiceKind | 'shell', recipe: string): Promise<ImageChoice>;
}

/**
 * @param recipesFolder resources/images
 * @param overrides the settings' references, by service kind or `shell`; asked at every use
 */
export function createImages(recipesFolder: string, overrides: () => Readonly<Record<string, string>>): Images {
  // The recipes come with the app: read once, and again only if that failed.
  let recipes: ReturnType<typeof imageReferences> | null = null;
  return {
    async of(kind, recipe) {
      const other = overrides()[kind];
      if (other !== undefined) return { reference: other, ours: other.startsWith(OURS) };
      recipes ??= imageReferences(recipesFolder);
      try {
        const found = (await recipes).find((image) => image.name === recipe);
        if (found === undefined) throw new BackbenchError('IMAGE_MISSING', { service: kind, image: `${OURS}${recipe}` });
        return { reference: found.reference, ours: true };
      } catch (error) {
        recipes = null;
        throw error;
      }
    },
  };
}
