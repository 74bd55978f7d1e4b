/**
 * What figures are drawn with: a part of SVG. Shapes and words, positions and the app's own classes; nothing
 * that runs, loads, restyles or refers to anything outside. Core cuts a file down to this, and the window draws
 * nothing else, whatever it is given.
 */
/** Elements that draw, or hold what draws. */
export const FIGURE_SHAPES = ['g', 'rect', 'circle', 'ellipse', 'line', 'polyline', 'polygon', 'path', 'text', 'tspan'] as const;
export type FigureShape = (typeof FIGURE_SHAPES)[number];

/** Classes that the app gives colours, strokes and sizes in both themes. */
export const FIGURE_CLASSES = [
  'box', 'box-accent', 'box-muted', 'box-good', 'box-bad',
  'line', 'line-accent', 'line-muted', 'line-bad', 'arrow', 'dashed',
  'text', 'text-small', 'text-muted', 'text-accent', 'text-good', 'text-bad', 'text-mono', 'text-strong',
] as const;

const numbers = /^[-+\d.,\seE]*$/;

/** What each attribute may say. */
const ATTRIBUTES: Readonly<Record<string, RegExp>> = {
  x: numbers, y: numbers, width: numbers, height: numbers, rx: numbers, ry: numbers, cx: numbers, cy: numbers, r: numbers,
  x1: numbers, y1: numbers, x2: numbers, y2: numbers, dx: numbers, dy: numbers, points: numbers,
  d: /^[-+\d.,\seEMmZzLlHhVvCcSsQqTtAa]*$/,
  transform: /^(?:(?:translate|rotate|scale)\([-+\d.,\s]*\)\s*)*$/,
  'text-anchor': /^(?:start|middle|end)$/,
  'dominant-baseline': /^(?:auto|middle|central|hanging)$/,
  'marker-start': /^url\(#arrow\)$/,
  'marker-end': /^url\(#arrow\)$/,
  class: /^[a-z\s-]*$/,
};
export const FIGURE_ATTRIBUTES = Object.keys(ATTRIBUTES);

/** The longest value of an attribute, in characters: a path of some hundred points. */
export const MAX_VALUE = 4_000;
/** A figure of a lesson has some dozens of shapes. */
export const MAX_FIGURE_SHAPES = 400;
/** Groups in groups. */
export const MAX_FIGURE_DEPTH = 12;

/** @returns whether a figure may have this attribute with this value */
export function isFigureAttribute(name: string, value: string): boolean {
  const form = Object.hasOwn(ATTRIBUTES, name) ? ATTRIBUTES[name] : undefined;
  return form !== undefined && value.length <= MAX_VALUE && form.test(value) && (name !== 'class' || unknownFigureClasses(value).length === 0);
}

/** @returns the classes that the app does not know */
export function unknownFigureClasses(value: string): string[] {
  const known: readonly string[] = FIGURE_CLASSES;
  return value.split(/\s+/).filter((name) => name !== '' && !known.includes(name));
}

/** One shape with what lies in it; words are texts. */
export interface FigureNode {
  shape: FigureShape;
  attributes: Record<string, string>;
  children: (FigureNode | string)[];
}
