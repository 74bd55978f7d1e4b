/**
 * What labs cost, as measured when they were verified: `index.json` in the labs folder. Beside the labs and not in
 * them, because it is made by a tool. The app tells it before a lab starts.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { EngineKind } from '../../shared/lab-format.ts';

const FILE = 'index.json';

const costSchema = z.object({
  /** The lab's version that was measured. */
  version: z.number().int(),
  /** Most memory at once, in MiB. */
  memoryMb: z.number().int(),
  /** From nothing to services that are filled, in milliseconds, on the machine that measured. */
  startMs: z.number().int(),
});
export type LabCost = z.infer<typeof costSchema>;

const indexSchema = z.object({
  schema: z.literal(1),
  /** By lab id, then by engine. */
  labs: z.record(z.string(), z.partialRecord(z.enum(['docker', 'native']), costSchema)),
});
export type LabIndex = z.infer<typeof indexSchema>;

/** What an index is made from. */
export interface Measured {
  lab: string;
  version: number;
  engine: EngineKind;
  state: 'proven' | 'failed' | 'not-run';
  peakMemoryMb: number | null;
  startMs: number;
}

/** @returns the folder's index; an empty one where there is none or it can't be read: nothing depends on it */
export async function readLabIndex(labsFolder: string): Promise<LabIndex> {
  try {
    return indexSchema.parse(JSON.parse(await readFile(join(labsFolder, FILE), 'utf8')));
  } catch {
    return { schema: 1, labs: {} };
  }
}

/** The index with new measurements in the place of the old; labs that were not measured keep theirs. */
export function indexWith(index: LabIndex, measured: readonly Measured[]): LabIndex {
  const labs = { ...index.labs };
  const fresh = new Set<string>();
  for (const { lab, version, engine, state, peakMemoryMb, startMs } of measured) {
    if (state !== 'proven' || peakMemoryMb === null) continue;
    // Of several variants the one that costs most.
    const other = fresh.has(`${lab} ${engine}`) ? labs[lab]?.[engine] : undefined;
    fresh.add(`${lab} ${engine}`);
    labs[lab] = { ...labs[lab], [engine]: { version, memoryMb: Math.max(peakMemoryMb, other?.memoryMb ?? 0), startMs: Math.max(startMs, other?.startMs ?? 0) } };
  }
  return { schema: 1, labs: Object.fromEntries(Object.entries(labs).toSorted(([a], [b]) => (a < b ? -1 : 1))) };
}

/**
 * What a lab costs, on whichever engine costs more.
 * @returns what its author estimates where this version was never measured; then nobody knows how long it starts
 */
export function costOf(index: LabIndex, lab: { id: string; version: number; needs: { memoryMb: number } }): { memoryMb: number; startMs: number | null } {
  const measured = Object.values(index.labs[lab.id] ?? {}).filter((cost) => cost.version === lab.version);
  if (measured.length === 0) return { memoryMb: lab.needs.memoryMb, startMs: null };
  return { memoryMb: Math.max(...measured.map((cost) => cost.memoryMb)), startMs: Math.max(...measured.map((cost) => cost.startMs)) };
}

/** @param file written instead of the folder's own index, where that can't be written to */
export async function writeLabIndex(labsFolder: string, index: LabIndex, file = join(labsFolder, FILE)): Promise<void> {
  await writeFile(file, `${JSON.stringify(index, null, 2)}\n`);
}
