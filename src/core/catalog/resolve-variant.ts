/**
 * A lab as one variant has it: the variant's commands, tools and words are put in, and its folder lies over the
 * lab's own. Everything that works with a lab gets it from here and need not know of variants.
 */
import { BackbenchError } from '../../shared/errors.ts';
import type { Lab, Variant } from '../../shared/lab-format.ts';
import type { LoadedLab } from './load-lab.ts';
import { variantText } from './variant-text.ts';

/**
 * @param id the variant; null for labs without any
 * @throws BackbenchError VARIANT_NOT_CHOSEN for null where there is a choice, VARIANT_UNKNOWN
 */
export function resolveVariant(loaded: LoadedLab, id: string | null): LoadedLab {
  const { lab } = loaded;
  const known = lab.variants.map((each) => each.id);
  if (id === null) {
    if (known.length > 0) throw new BackbenchError('VARIANT_NOT_CHOSEN', { lab: lab.id, known });
    return loaded;
  }
  const variant = lab.variants.find((each) => each.id === id);
  if (variant === undefined) throw new BackbenchError('VARIANT_UNKNOWN', { lab: lab.id, variant: id, known });
  return { ...loaded, lab: labForVariant(lab, variant), variant };
}

/** All that can be worked on: the lab itself, or each of its variants. */
export function resolveAll(loaded: LoadedLab): LoadedLab[] {
  return loaded.lab.variants.length === 0 ? [loaded] : loaded.lab.variants.map((variant) => resolveVariant(loaded, variant.id));
}

/** The lab's definition with the variant put in; answers of other variants are left out. */
export function labForVariant(lab: Lab, variant: Variant): Lab {
  const mine = (each: { variants?: string[] | undefined }): boolean => each.variants?.includes(variant.id) ?? true;
  const app = variant.app ?? lab.app;
  return withTexts({
    ...lab,
    needs: { ...lab.needs, tools: [...new Set([...lab.needs.tools, ...variant.needs.tools])] },
    ...(app === undefined ? {} : { app }),
    programs: { ...lab.programs, ...variant.programs },
    alternatives: lab.alternatives.filter(mine),
    mutants: lab.mutants.filter(mine),
  }, variant);
}

/** Each text in it as the variant has it. Keys stay as they are. */
function withTexts<T>(value: T, variant: Variant): T {
  if (typeof value === 'string') return variantText(value, variant) as T;
  if (Array.isArray(value)) return value.map((each: unknown) => withTexts(each, variant)) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withTexts(each, variant)])) as T;
}
