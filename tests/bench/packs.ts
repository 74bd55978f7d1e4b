/** What a verified import costs beside `docker load`, what it costs again, how much memory it takes, and what a pack's form saves. */
import { fork, spawn } from 'node:child_process';
import { createCipheriv } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { findDaemon } from '../../src/core/engines/docker/find-daemon.ts';
import { thisMachine } from '../../src/core/engines/docker/machine.ts';
import { createPack, type FolderPart } from '../../src/core/packs/create-pack.ts';
import { realDisk } from '../../src/core/packs/disk.ts';
import { createDockerImageSource } from '../../src/core/packs/docker-image-source.ts';
import { createSigningKeys } from '../../src/core/packs/signing-keys.ts';
import { createChunkCodec } from '../../src/core/packs/zstd-frame.ts';
import { absoluteRow, median, ratioRow, type Row } from './measure.ts';
import { docker, makeBenchImages, ownImages } from './pack-images.ts';

/** An import of two gigabytes takes a minute; more rounds tell little more. */
const MOST_ROUNDS = 5;
const MB = 1_000_000;
/** Of bytes that do not shrink, beside the images, so that the file has 2 GB. */
const RANDOM_BYTES = 1_860 * MB;
const { signal } = new AbortController();

interface Imported { ms: number; newBytes: number; moreBytes: number }

/** In a process of its own: its memory is not this one's. */
async function importApart(path: string, packsFolder: string): Promise<Imported> {
  const child = fork(join(import.meta.dirname, 'pack-import-child.ts'), [path, packsFolder], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  let told: Imported | null = null;
  child.once('message', (message) => { told = message as Imported; });
  await new Promise<void>((resolve) => child.once('exit', () => { resolve(); }));
  if (told === null) throw new Error('the import failed');
  return told;
}

async function makePack(folder: string, target: string, folders: readonly FolderPart[], references: readonly string[]): Promise<number> {
  const signing = createSigningKeys(join(folder, 'maker'), realDisk);
  if ((await signing.list()).length === 0) await signing.make('bench');
  const daemon = await findDaemon(thisMachine({ env: process.env, platform: process.platform, home: homedir() }), signal);
  try {
    const made = await createPack({
      target, id: 'bench', title: 'Bench', sequence: 1, folders, images: { source: createDockerImageSource(daemon), references }, since: null,
      keys: await signing.open('bench'), codec: createChunkCodec(), now: Date.now, signal, onProgress: () => undefined,
    });
    return made.fileBytes;
  } finally {
    daemon.close();
  }
}

/** Images out of a pack, against `docker load` of the same images; and once more, when they are there. */
export async function benchPacks(rounds: number, onRound: (text: string) => void): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'bb-bench-packs-'));
  const images = await makeBenchImages(['postgres', 'shell']);
  const count = Math.min(rounds, MOST_ROUNDS);
  try {
    const pack = join(folder, 'images.bbpack');
    onRound('making the pack');
    await makePack(folder, pack, [], images.references);
    const [ours, raw, again]: [number[], number[], number[]] = [[], [], []];
    for (let round = 0; round <= count; round += 1) {
      onRound(`round ${String(round)} of ${String(count)}`);
      await images.remove();
      const began = performance.now();
      await docker('load', '--quiet', '--input', images.saved);
      const rawMs = performance.now() - began;
      await images.remove();
      const packs = join(folder, `packs-${String(round)}`);
      const first = await importApart(pack, packs);
      const second = await importApart(pack, packs);
      if (first.newBytes === 0 || second.newBytes !== 0) throw new Error('the images were not removed, or did not come');
      if (round === 0) continue;
      raw.push(rawMs);
      ours.push(first.ms);
      again.push(second.ms);
    }
    return [
      ratioRow('verified import / docker load of the same images', median(ours), median(raw), { limit: 1.1, goal: 1.1, rounds: count }),
      ratioRow('import of what is there / docker load', median(again), median(raw), { limit: 0.1, goal: 0.1, rounds: count }),
    ];
  } finally {
    await images.dispose();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A pack of 2 GB: programs that do not shrink, and images. */
export async function benchPackMemory(onRound: (text: string) => void): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'bb-bench-packs-'));
  const images = await makeBenchImages(['postgres', 'shell']);
  try {
    onRound('making a pack of 2 GB');
    const programs = join(folder, 'programs');
    await mkdir(programs);
    for (let part = 0; part < 6; part += 1) await pipeline(noise(RANDOM_BYTES / 6, part), createWriteStream(join(programs, `part-${String(part)}.bin`)));
    const pack = join(folder, 'large.bbpack');
    const bytes = await makePack(folder, pack, [{ kind: 'native', service: 'mongo', platform: 'linux-x64', folder: programs }], images.references);
    if (bytes < 1_950 * MB) throw new Error(`the pack has only ${String(bytes)} bytes`);
    await rm(programs, { recursive: true });
    await images.remove();
    onRound('importing it');
    const { moreBytes } = await importApart(pack, join(folder, 'packs'));
    return [absoluteRow(`memory of an import of ${(bytes / 1e9).toFixed(1)} GB, beyond that before it`, moreBytes / MB, { limit: 64, goal: 64, rounds: 1, measured: 'MB' })];
  } finally {
    await images.dispose();
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * One pack of all images of the course, against each of the same images as `docker save | gzip` writes it. What the official images
 * would take can't be told without a registry; like them, each of these files holds its base again.
 */
export async function benchPackSize(onRound: (text: string) => void): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'bb-bench-packs-'));
  try {
    const references = [...(await ownImages())].filter(([name]) => name !== 'base' && name !== 'debian').map(([, reference]) => reference);
    let apart = 0;
    for (const reference of references) {
      onRound(`docker save ${reference} | gzip`);
      const zipped = join(folder, 'one.tar.gz');
      const save = spawn('docker', ['save', reference], { stdio: ['ignore', 'pipe', 'inherit'] });
      await pipeline(save.stdout, createGzip(), createWriteStream(zipped));
      apart += (await stat(zipped)).size;
      await rm(zipped);
    }
    onRound('making the pack');
    const bytes = await makePack(folder, join(folder, 'course.bbpack'), [], references);
    return [ratioRow(`one pack of ${String(references.length)} images / docker save | gzip of each`, bytes / MB, apart / MB, { limit: 1, goal: 0.6, rounds: 1, measured: 'MB' })];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Bytes that do not shrink, the same for the same seed. */
function noise(bytes: number, seed: number): Readable {
  const cipher = createCipheriv('aes-128-ctr', Buffer.alloc(16, seed + 1), Buffer.alloc(16));
  const zeros = Buffer.alloc(1024 * 1024);
  return Readable.from((function* pieces() {
    for (let left = bytes; left > 0; left -= zeros.length) yield cipher.update(zeros.subarray(0, Math.min(left, zeros.length)));
  })(), { objectMode: false });
}
