/** Nests the nodes of a plan, which come as a list with depths. */
import type { PlanEvidenceNode } from '../../../shared/verdict.ts';

export interface PlanBranch {
  node: PlanEvidenceNode;
  below: PlanBranch[];
}

/** @param nodes each before the nodes below it @returns the topmost, with theirs below them */
export function planForest(nodes: readonly PlanEvidenceNode[]): PlanBranch[] {
  const top: PlanBranch[] = [];
  const path: PlanBranch[] = [];
  for (const node of nodes) {
    const branch = { node, below: [] };
    while (path.length > 0 && (path.at(-1)?.node.depth ?? 0) >= node.depth) path.pop();
    (path.at(-1)?.below ?? top).push(branch);
    path.push(branch);
  }
  return top;
}
