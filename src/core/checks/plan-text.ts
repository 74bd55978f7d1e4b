/** A plan as indented text, for the author's regular expressions and for reports. */
import type { PlanEvidenceNode } from '../../shared/verdict.ts';

/** @returns a line for each node, its conditions below it: `Seq Scan on orders (rows=3 removed=19997 pages=210)` */
export function planText(nodes: readonly PlanEvidenceNode[]): string {
  return nodes.flatMap((node) => {
    const indent = '  '.repeat(node.depth);
    const on = node.target === '' ? '' : ` on ${node.target}`;
    const removed = node.removed === 0 ? '' : ` removed=${String(node.removed)}`;
    const ran = node.loops === 0 ? 'never executed' : `rows=${String(node.rows)}${removed} pages=${String(node.pages)}`;
    return [`${indent}${node.label}${on} (${ran})`, ...node.details.map((detail) => `${indent}  ${detail}`)];
  }).join('\n');
}
