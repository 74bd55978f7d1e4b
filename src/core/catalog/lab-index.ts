/**
 * What labs cost, as measured when they were verified: `index.json` in the labs folder. Beside the labs and not in
 * them, because it is made by a tool. The app tells it before a lab starts.
 */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { engineKindSchema, type EngineKind } from '../../shared/lab-format.ts';

const FILE = 'index.json';

const costSchema = z.object({
  /** Null for a lab with one way only. */
  variant: z.string().nullable(),
  engine: engineKindSchema,
  /** The lab's version that was measured. */
  version: z.number().int(),
  /** Most memory at once, in MiB. */
  memoryMb: z.number().int(),
  /** From nothing to services that are filled, in milliseconds, on the machine that measured. */
  startMs: z.number().int(),
  /** One run of the whole proof, start and stop included, in milliseconds: for those who plan a verification. */
  proofMs: z.number().int(),
  /** How often the whole proof was run, with the same outcome each time. */
  runs: z.number().int(),
});
export type LabCost = z.infer<typeof costSchema>;

const indexSchema = z.object({
  schema: z.literal(1),
  /** By lab id: one measurement for each variant and engine. */
  labs: z.record(z.string(), z.array(costSchema)),
});
export type LabIndex = z.infer<typeof indexSchema>;

/** What an index is made from. */
export interface Measured {
  lab: string;
  variant: string | null;
  version: number;
  engine: EngineKind;
  state: 'proven' | 'failed' | 'not-run';
  peakMemoryMb: number | null;
  startMs: number;
  /** Of all runs. */
  ms: number;
  runs: readonly unknown[];
}

/** @returns the folder's index; an empty one where there is none or it can't be read: nothing depends on it */
export async function readLabIndex(labsFolder: string): Promise<LabIndex> {
  try {
    return indexSchema.parse(JSON.parse(await readFile(join(labsFolder, FILE), 'utf8')));
  } catch {
    return { schema: 1, labs: {} };
  }
}

/**
 * The index with new measurements in the place of the old. What was not measured now, or could not be proven, keeps
 * what it had.
 * @param known ids of all labs: others are forgotten
 */
export function indexWith(index: LabIndex, measured: readonly Measured[], known: ReadonlySet<string>): LabIndex {
  const labs = new Map(Object.entries(index.labs).filter(([lab]) => known.has(lab)));
  for (const { lab, variant, version, engine, state, peakMemoryMb, startMs, ms, runs } of measured) {
    if (state !== 'proven' || peakMemoryMb === null) continue;
    // Of an older version nothing holds any more; a variant that is gone goes with it.
    const others = (labs.get(lab) ?? []).filter((cost) => cost.version === version && !(cost.variant === variant && cost.engine === engine));
    const cost = { variant, engine, version, memoryMb: peakMemoryMb, startMs, proofMs: Math.round(ms / Math.max(1, runs.length)), runs: runs.length };
    labs.set(lab, [...others, cost].toSorted((a, b) => (a.variant ?? '').localeCompare(b.variant ?? '') || a.engine.localeCompare(b.engine)));
  }
  return { schema: 1, labs: Object.fromEntries([...labs].toSorted(([a], [b]) => (a < b ? -1 : 1))) };
}

/**
 * What a lab costs, on whichever engine costs more.
 * @param variant the one that was chosen; null counts them all
 * @returns what its author estimates where this version was never measured; then nobody knows how long it starts
 */
export function costOf(
  index: LabIndex, lab: { id: string; version: number; needs: { memoryMb: number } }, variant: string | null,
): { memoryMb: number; startMs: number | null } {
  const measured = (Object.hasOwn(index.labs, lab.id) ? index.labs[lab.id] ?? [] : []).filter((cost) => cost.version === lab.version);
  const chosen = measured.filter((cost) => cost.variant === variant);
  const costs = chosen.length > 0 ? chosen : measured;
  if (costs.length === 0) return { memoryMb: lab.needs.memoryMb, startMs: null };
  return { memoryMb: Math.max(...costs.map((cost) => cost.memoryMb)), startMs: Math.max(...costs.map((cost) => cost.startMs)) };
}

/** @param file written instead of the folder's own index, where that can't be written to */
export async function writeLabIndex(labsFolder: string, index: LabIndex, file = join(labsFolder, FILE)): Promise<void> {
  const draft = `${file}.${String(process.pid)}.new`;
  await writeFile(draft, `${JSON.stringify(index, null, 2)}\n`);
  await rename(draft, file);
}
