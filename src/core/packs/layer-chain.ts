/** Names a layer together with all below it, as the OCI image specification does: that is what engines keep layers under. */
import { createHash } from 'node:crypto';

/** @param layers SHA-256 in hex, lowest first. @returns one chain id for each */
export function chainIds(layers: readonly string[]): string[] {
  const chains: string[] = [];
  for (const layer of layers) {
    const below = chains.at(-1);
    chains.push(below === undefined ? layer : createHash('sha256').update(`sha256:${below} sha256:${layer}`).digest('hex'));
  }
  return chains;
}
