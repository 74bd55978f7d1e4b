/** Which image stands for a name: ours by its content hash, or the one that the settings name instead. */
import { IMAGE_NAMES, parentOf, readRecipe, recipeHash, type ImageName, type Recipe } from './recipe.ts';

export interface ImageReference {
  name: ImageName;
  /** What to run: `backbench/postgres:0123456789ab`, or the configured reference. */
  reference: string;
  /** False when the settings name another image: then it is neither built nor removed by us. */
  ours: boolean;
}

export interface NamedRecipe extends ImageReference {
  recipe: Recipe;
}

/**
 * All images with their references. Reads the recipes; asks no daemon.
 * @param overrides name to image reference, e.g. `postgres: 'postgres:17'`; `base` cannot be replaced
 * @throws BackbenchError FILE_NOT_FOUND when a recipe is missing
 */
export async function imageReferences(
  recipesFolder: string, overrides: Readonly<Record<string, string>> = {},
): Promise<NamedRecipe[]> {
  const recipes = await Promise.all(IMAGE_NAMES.map((name) => readRecipe(recipesFolder, name)));
  const hashes = new Map<ImageName, string>();
  const references: NamedRecipe[] = [];
  for (const recipe of recipes) {
    const parent = parentOf(recipe.name);
    const hash = recipeHash(recipe, parent === null ? null : hashes.get(parent) ?? null);
    hashes.set(recipe.name, hash);
    const other = recipe.name === 'base' ? undefined : overrides[recipe.name];
    references.push({
      name: recipe.name, recipe, ours: other === undefined, reference: other ?? `backbench/${recipe.name}:${hash}`,
    });
  }
  return references;
}
