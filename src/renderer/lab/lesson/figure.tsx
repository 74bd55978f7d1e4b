/** Draws a figure: shapes from a fixed list with checked attributes, coloured by the theme. Nothing of a lab is ever read as markup here. */
import { createElement, memo, type ReactNode, useId } from 'react';
import type { Figure } from '../../../shared/figure.ts';
import { FIGURE_SHAPES, isFigureAttribute, type FigureNode } from '../../../shared/figure-shapes.ts';
import './figure.css';

/** React's names of attributes that have others in SVG. */
const REACT_NAMES: Readonly<Record<string, string>> = {
  class: 'className', 'text-anchor': 'textAnchor', 'dominant-baseline': 'dominantBaseline', 'marker-start': 'markerStart', 'marker-end': 'markerEnd',
};

export interface FigureViewProps {
  figure: Figure;
  /** What it shows, for people who don't see it. */
  description: string;
  /** Whether its title stands below it. */
  caption?: boolean;
}

export const FigureView = memo(function FigureView({ figure, description, caption = true }: FigureViewProps) {
  // Markers are found by id in the whole page.
  const arrow = `arrow-${useId()}`;
  return (
    <figure className="figure">
      <svg className="drawing" viewBox={`0 0 ${figure.width} ${figure.height}`} role="img" aria-label={description}>
        <defs>
          <marker id={arrow} viewBox="0 0 10 10" refX="9" refY="5" markerUnits="userSpaceOnUse" markerWidth="13" markerHeight="13" orient="auto-start-reverse">
            <path d="M0 0.8 L10 5 L0 9.2 Z" fill="context-stroke" stroke="none" />
          </marker>
        </defs>
        {figure.children.map((child, at) => draw(child, at, arrow))}
      </svg>
      {caption && <figcaption>{figure.title}</figcaption>}
    </figure>
  );
});

function draw(node: FigureNode | string, at: number, arrow: string): ReactNode {
  if (typeof node === 'string') return node;
  if (!FIGURE_SHAPES.includes(node.shape)) return null;
  const props: Record<string, string> = {};
  for (const [name, value] of Object.entries(node.attributes)) {
    if (isFigureAttribute(name, value)) props[REACT_NAMES[name] ?? name] = value.startsWith('url(') ? `url(#${arrow})` : value;
  }
  if (/(^|\s)arrow(\s|$)/.test(props['className'] ?? '')) props['markerEnd'] = `url(#${arrow})`;
  return createElement(node.shape, { ...props, key: at }, ...node.children.map((child, index) => draw(child, index, arrow)));
}
