/** What belongs to a lab's texts beside their words: the pictures that lessons name, the terms that they link. */
import { BackbenchError } from '../../shared/errors.ts';
import type { Figure } from '../../shared/figure.ts';
import { FIGURE_FILE, termOf } from '../../shared/lesson-links.ts';
import type { LoadedLab } from '../catalog/catalog.ts';
import { readLabFile } from '../catalog/lab-files.ts';

/** @returns the figures that can be drawn, by the name that the lesson gives them */
export async function lessonFigures(loaded: LoadedLab, lesson: string): Promise<Record<string, Figure>> {
  const figures: Record<string, Figure> = {};
  for (const [, target = ''] of lesson.matchAll(/\]\((figures\/[^)\s]+)/g)) {
    if (!FIGURE_FILE.test(target) || Object.hasOwn(figures, target)) continue;
    const figure = await figureIn(loaded, target);
    if (figure !== null) figures[target] = figure;
  }
  return figures;
}

/** A figure that is not there is told by the lint; the lesson shows its description. */
async function figureIn(loaded: LoadedLab, file: string): Promise<Figure | null> {
  try {
    const { readFigure } = await import('../catalog/read-figure.ts');
    return readFigure(await readLabFile(loaded, file)).figure;
  } catch (error) {
    if (error instanceof BackbenchError && error.code === 'LAB_INVALID') return null;
    throw error;
  }
}

/** @returns ids of the terms that any of the texts links */
export function linkedTerms(texts: readonly string[]): Set<string> {
  return new Set(texts.flatMap((text) => [...text.matchAll(/\]\((term:[a-z0-9-]+)\)/g)].flatMap(([, link = '']) => termOf(link) ?? [])));
}
