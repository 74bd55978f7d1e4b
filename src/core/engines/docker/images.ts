/** Which image runs what: ours by default, an official one where the settings name it. */
import { BackbenchError } from '../../../shared/errors.ts';
import type { ServiceKind } from '../../../shared/lab-format.ts';
import { shellImageFor, TOOLS, type ShellImage, type ToolName } from '../../../shared/tools.ts';
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
  of(kind: ServiceKind | ShellImage, recipe: string): Promise<ImageChoice>;
  /** The image of a lab's shell that has these tools. Without a single one that has all, `shell`: then some are missing in it. */
  shellFor(tools: readonly string[]): Promise<ImageChoice & { name: ShellImage }>;
}

/**
 * @param recipesFolder resources/images
 * @param overrides the settings' references, by service kind or shell image; asked at every use
 */
export function createImages(recipesFolder: string, overrides: () => Readonly<Record<string, string>>): Images {
  // The recipes come with the app: read once, and again only if that failed.
  let recipes: ReturnType<typeof imageReferences> | null = null;
  const images: Images = {
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
    async shellFor(tools) {
      const name = shellImageFor(tools.filter((tool): tool is ToolName => Object.hasOwn(TOOLS, tool))) ?? 'shell';
      return { ...await images.of(name, name), name };
    },
  };
  return images;
}
