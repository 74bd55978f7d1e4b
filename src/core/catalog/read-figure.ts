/**
 * Reads an SVG file into a figure: what a figure may have is kept, everything else is left out and told. What is
 * left out never reaches the window, and an XML parser without a DTD knows no entities that could grow.
 */
import { parseXml, XmlError, type XmlElement } from '@rgrove/parse-xml';
import type { Figure } from '../../shared/figure.ts';
import {
  FIGURE_ATTRIBUTES, FIGURE_CLASSES, FIGURE_SHAPES, isFigureAttribute, MAX_FIGURE_DEPTH, MAX_FIGURE_SHAPES, unknownFigureClasses, type FigureNode, type FigureShape,
} from '../../shared/figure-shapes.ts';

/** The largest file, in bytes. A figure drawn by hand has two or three thousand. */
export const MAX_FIGURE_BYTES = 48 * 1024;
/** The sides of a figure, in its own units: as wide as a lesson, not much higher than a screen. */
const WIDTH = 720;
const MAX_HEIGHT = 900;
const SVG = 'http://www.w3.org/2000/svg';

/** What is wrong, and at which character of the text. */
export interface FigureProblem {
  at: number;
  message: string;
}

/**
 * @param text the SVG
 * @returns the figure without what it may not have, null when nothing can be drawn; and what its author should mend
 */
export function readFigure(text: string): { figure: Figure | null; problems: FigureProblem[] } {
  if (Buffer.byteLength(text) > MAX_FIGURE_BYTES) {
    return nothing(0, `The figure has ${String(Buffer.byteLength(text))} bytes; the limit is ${String(MAX_FIGURE_BYTES)}. Draw it with fewer shapes.`);
  }
  let root: XmlElement | null;
  try {
    root = parseXml(text, { includeOffsets: true }).root;
  } catch (error) {
    if (error instanceof XmlError) return nothing(error.pos, `This is not valid XML: ${error.message.split('\n', 1)[0]?.replace(/ \(line \d+, column \d+\)$/, '') ?? ''}.`);
    // The parser follows nesting on the stack.
    if (error instanceof RangeError) return nothing(0, 'This is nested too deep to be read. Make it flatter.');
    throw error;
  }
  if (root?.name !== 'svg') return nothing(root?.start ?? 0, 'A figure is an <svg> element.');
  return new FigureReader().read(root);
}

const nothing = (at: number, message: string): { figure: null; problems: FigureProblem[] } => ({ figure: null, problems: [{ at, message }] });

class FigureReader {
  readonly #problems: FigureProblem[] = [];
  #shapes = 0;
  #title = '';

  read(root: XmlElement): { figure: Figure | null; problems: FigureProblem[] } {
    const size = this.#size(root);
    for (const [name, value] of Object.entries(root.attributes)) {
      if (name === 'viewBox' || (name === 'xmlns' && value === SVG)) continue;
      this.#tell(root, `The app sets everything of <svg> but its viewBox. Take "${name}" out.`);
    }
    const children = this.#children(root, 0).filter((child) => typeof child !== 'string');
    if (this.#title === '') this.#tell(root, 'The figure has no <title>. Say in a few words what it is: it stands below the picture.');
    const figure = size === null ? null : { ...size, title: this.#title === '' ? 'Figure' : this.#title, children };
    return { figure, problems: this.#problems };
  }

  #size(root: XmlElement): { width: number; height: number } | null {
    const found = /^0[ ,]+0[ ,]+(\d+(?:\.\d+)?)[ ,]+(\d+(?:\.\d+)?)$/.exec(root.attributes['viewBox']?.trim() ?? '');
    const [width, height] = [Number(found?.[1]), Number(found?.[2])];
    if (found === null || !(width > 0) || !(height > 0)) {
      this.#tell(root, `The figure has no usable viewBox. Write viewBox="0 0 ${String(WIDTH)} 320", or how high it is.`);
      return null;
    }
    if (width !== WIDTH) this.#tell(root, `The figure is ${String(width)} units wide. Make it ${String(WIDTH)}, so that words are as large as in the others.`);
    if (height > MAX_HEIGHT) this.#tell(root, `The figure is ${String(height)} units high; the limit is ${String(MAX_HEIGHT)}.`);
    return { width, height: Math.min(height, MAX_HEIGHT) };
  }

  #children(parent: XmlElement, depth: number): (FigureNode | string)[] {
    return parent.children.flatMap((child): (FigureNode | string)[] => {
      if (child.type === 'text') return this.#words(parent, (child as typeof child & { text: string }).text);
      if (child.type !== 'element') return [];
      return this.#element(child as XmlElement, parent, depth);
    });
  }

  /** White space between shapes draws nothing; in a text it counts. */
  #words(parent: XmlElement, text: string): string[] {
    const words = parent.name === 'text' || parent.name === 'tspan' ? text.replace(/\s+/g, ' ') : '';
    if (words === '' && text.trim() !== '') this.#tell(parent, `Words stand in <text>, not in <${parent.name}>.`);
    return words === '' ? [] : [words];
  }

  #element(element: XmlElement, parent: XmlElement, depth: number): FigureNode[] {
    if (parent.name === 'svg' && element.name === 'title') {
      this.#title = element.text.replace(/\s+/g, ' ').trim().slice(0, 200);
      return [];
    }
    if (!isShape(element.name)) {
      this.#tell(element, `A figure can't have <${element.name}>. It has: ${FIGURE_SHAPES.join(', ')}, and one <title>.`);
      return [];
    }
    this.#shapes += 1;
    if (this.#shapes > MAX_FIGURE_SHAPES || depth >= MAX_FIGURE_DEPTH) {
      this.#tell(element, this.#shapes > MAX_FIGURE_SHAPES ? `The figure has more than ${String(MAX_FIGURE_SHAPES)} shapes. Draw it simpler.` : `Groups go deeper than ${String(MAX_FIGURE_DEPTH)} levels.`);
      return [];
    }
    return [{ shape: element.name, attributes: this.#attributes(element), children: this.#children(element, depth + 1) }];
  }

  #attributes(element: XmlElement): Record<string, string> {
    const kept: Record<string, string> = {};
    for (const [name, value] of Object.entries(element.attributes)) {
      if (isFigureAttribute(name, value)) kept[name] = value;
      else this.#tell(element, attributeComplaint(element.name, name, value));
    }
    return kept;
  }

  /** One problem of a kind at a place is enough, and a hundred shapes too many are one problem. */
  #tell(element: XmlElement, message: string): void {
    if (this.#problems.some((each) => each.message === message)) return;
    this.#problems.push({ at: Math.max(0, element.start), message });
  }
}

function isShape(name: string): name is FigureShape {
  return (FIGURE_SHAPES as readonly string[]).includes(name);
}

function attributeComplaint(shape: string, name: string, value: string): string {
  if (name === 'class') {
    const [unknown] = unknownFigureClasses(value);
    if (unknown !== undefined) return `The app has no class "${unknown}" for figures. It has: ${FIGURE_CLASSES.join(', ')}.`;
  }
  if (FIGURE_ATTRIBUTES.includes(name)) return `${name}="${value.slice(0, 60)}" can't be used in <${shape}>.`;
  return `A figure can't have ${name}="…": shapes have a place, a size and a class, and the app colours them.`;
}
