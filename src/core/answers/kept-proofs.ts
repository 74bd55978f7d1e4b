/**
 * Proofs that a verification of many labs keeps as it goes, so that one that was cut off goes on where it was: a file for
 * each lab, variant and engine. A proof counts as long as nothing in the lab's folder has changed.
 */
import { createHash } from 'node:crypto';
import { readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ENGINE_KINDS } from '../../shared/lab-format.ts';
import { makeWritable } from '../chosen-files.ts';
import { hashFile } from '../workspace/object-store.ts';
import { scan } from '../workspace/scan.ts';
import type { LabProof, VerifyTask } from './verify-course.ts';

/** What is looked at when a kept proof is read again; the rest is as this program wrote it. */
const keptSchema = z.object({
  schema: z.literal(1),
  /** Of the lab's folder. */
  hash: z.string(),
  proof: z.looseObject({
    lab: z.string(), variant: z.string().nullable(), engine: z.enum(ENGINE_KINDS), state: z.enum(['proven', 'failed', 'not-run']), runs: z.array(z.unknown()),
  }),
});

export interface KeptProofs {
  /** What was proven for this task, at least so often, with the lab as it is in `folder` now; null when nothing was. */
  find(task: VerifyTask, folder: string, repeat: number): Promise<LabProof | null>;
  /** Keeps a proof of the lab in `folder`. One that failed or could not be run takes the place of an older one, too, and is never found. */
  keep(proof: LabProof, folder: string): Promise<void>;
}

/**
 * @param keep absolute; made when it is needed
 * @param fresh forgets what is kept there
 * @throws BackbenchError DISK_FULL; PLACE_NOT_WRITABLE for a folder that can't be written: said before hours of work, not after
 */
export async function openKeptProofs(keep: string, { fresh }: { fresh: boolean }): Promise<KeptProofs> {
  await makeWritable(keep);
  if (fresh) for (const name of await readdir(keep)) if (isProof(name)) await rm(join(keep, name));
  const hashes = new Map<string, Promise<string>>();
  const hashOf = (folder: string): Promise<string> => {
    const known = hashes.get(folder) ?? folderHash(folder);
    hashes.set(folder, known);
    return known;
  };
  const place = (task: Pick<VerifyTask, 'lab' | 'variant' | 'engine'>): string =>
    join(keep, `${task.lab}${task.variant === null ? '' : `.${task.variant}`}${ending(task.engine)}`);
  return {
    async find(task, folder, repeat) {
      const text = await readFile(place(task), 'utf8').catch(() => null);
      const kept = text === null ? null : read(text);
      if (kept?.proof.state !== 'proven' || kept.proof.lab !== task.lab || kept.proof.variant !== task.variant || kept.proof.engine !== task.engine) return null;
      return kept.proof.runs.length >= repeat && kept.hash === await hashOf(folder) ? kept.proof : null;
    },
    async keep(proof, folder) {
      const draft = `${place(proof)}.new`;
      await writeFile(draft, JSON.stringify({ schema: 1, hash: await hashOf(folder), proof }));
      await rename(draft, place(proof));
    },
  };
}

const ending = (engine: string): string => `.${engine}.proof.json`;
const isProof = (name: string): boolean => ENGINE_KINDS.some((engine) => name.endsWith(ending(engine)));

/** Null for what this program did not write whole: it is proven again. */
function read(text: string): { hash: string; proof: LabProof } | null {
  try {
    const { hash, proof } = keptSchema.parse(JSON.parse(text));
    return { hash, proof: proof as unknown as LabProof };
  } catch {
    return null;
  }
}

/** Of everything in a folder: names, permissions, contents, where links lead. */
export async function folderHash(folder: string): Promise<string> {
  const hash = createHash('sha256');
  for (const { path, kind, mode, target } of await scan(folder, () => Promise.resolve(false))) {
    const content = kind === 'file' ? await hashFile(join(folder, path)) : target ?? '';
    hash.update(JSON.stringify([path, kind, kind === 'file' && (mode & 0o100) !== 0, content]));
  }
  return hash.digest('hex');
}
