/** What a verification that was cut off finds when it goes on. */
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderHash, openKeptProofs } from './kept-proofs.ts';
import type { LabProof } from './verify-course.ts';

let base: string;
let keep: string;
let lab: string;
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'bb-kept-'));
  [keep, lab] = [join(base, 'keep'), join(base, 'lab')];
  await mkdir(join(lab, 'steps'), { recursive: true });
  await writeFile(join(lab, 'lab.yaml'), 'id: words');
});
afterEach(() => rm(base, { recursive: true, force: true }));

const task = { lab: 'words', variant: 'go', engine: 'native' } as const;
const proof = (change: Partial<LabProof> = {}): LabProof => ({
  ...task, title: 'Words', version: 1, state: 'proven', reasons: [], disagreements: [], peakMemoryMb: 12, outbound: 0, startMs: 5, commandsMs: 7, ms: 9,
  runs: Array.from({ length: 3 }, () => ({ lab: 'words', engine: 'native' as const, ok: true, items: [], commandsMs: 2 })), ...change,
});

describe('kept proofs', () => {
  it('are found by another process for the same lab, variant and engine, and at most as many runs', async () => {
    await (await openKeptProofs(keep, { fresh: false })).keep(proof(), lab);
    const next = await openKeptProofs(keep, { fresh: false });
    expect(await next.find(task, lab, 3)).toEqual(proof());
    expect(await next.find(task, lab, 2)).toEqual(proof());
    expect(await next.find(task, lab, 4)).toBeNull();
    expect(await next.find({ ...task, variant: null }, lab, 1)).toBeNull();
    expect(await next.find({ ...task, engine: 'docker' }, lab, 1)).toBeNull();
  });

  it('hold until anything in the lab changes', async () => {
    await (await openKeptProofs(keep, { fresh: false })).keep(proof(), lab);
    const before = await folderHash(lab);
    await writeFile(join(lab, 'steps', '1.md'), '# One');
    expect(await folderHash(lab)).not.toBe(before);
    expect(await (await openKeptProofs(keep, { fresh: false })).find(task, lab, 1)).toBeNull();
    await rm(join(lab, 'steps', '1.md'));
    expect(await (await openKeptProofs(keep, { fresh: false })).find(task, lab, 1)).toEqual(proof());
  });

  it.skipIf(process.platform === 'win32')('see that a script may be run now', async () => {
    const before = await folderHash(lab);
    await chmod(join(lab, 'lab.yaml'), 0o755);
    expect(await folderHash(lab)).not.toBe(before);
  });

  it('are refused at once where they could not be written', async () => {
    const file = join(base, 'file');
    await writeFile(file, '');
    await expect(openKeptProofs(join(file, 'keep'), { fresh: false })).rejects.toMatchObject({ code: 'PLACE_NOT_WRITABLE', details: { path: join(file, 'keep') } });
  });

  it('are of labs that were proven: what failed takes the old one\'s place and is proven again', async () => {
    const kept = await openKeptProofs(keep, { fresh: false });
    await kept.keep(proof(), lab);
    await kept.keep(proof({ state: 'failed' }), lab);
    expect(await kept.find(task, lab, 1)).toBeNull();
    await kept.keep(proof({ state: 'not-run', runs: [] }), lab);
    expect(await kept.find(task, lab, 1)).toBeNull();
  });

  it('are proven again when their file was cut short, and forgotten when that is asked for; other files stay', async () => {
    await (await openKeptProofs(keep, { fresh: false })).keep(proof(), lab);
    await writeFile(join(keep, 'report.html'), 'mine');
    const [file] = (await readdir(keep)).filter((name) => name.endsWith('.proof.json'));
    await openKeptProofs(keep, { fresh: true });
    expect(await readdir(keep)).toEqual(['report.html']);
    await writeFile(join(keep, file ?? ''), '{"schema":1,"ha');
    expect(await (await openKeptProofs(keep, { fresh: false })).find(task, lab, 1)).toBeNull();
  });
});
