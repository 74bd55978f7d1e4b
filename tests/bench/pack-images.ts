/** Images for the measurements of packs: with the files of this installation's own images, in layers that no other image shares, so that they can be removed and loaded again. */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** Longest time for one command, in milliseconds. */
const DEADLINE_MS = 10 * 60_000;

/** @throws what the command says */
export async function docker(...args: string[]): Promise<string> {
  return (await run('docker', args, { timeout: DEADLINE_MS, maxBuffer: 16_000_000, env: { ...process.env, DOCKER_BUILDKIT: '0' } })).stdout;
}

export interface BenchImages {
  /** A service's and the shell's, which share a base as ours do. */
  references: readonly string[];
  /** Both as `docker save` writes them. */
  saved: string;
  remove(): Promise<void>;
  dispose(): Promise<void>;
}

/** @returns of each of our images the newest reference that is here */
export async function ownImages(): Promise<Map<string, string>> {
  const lines = (await docker('images', '--filter', 'reference=backbench/*', '--format', '{{.Repository}}:{{.Tag}}')).split('\n').filter((line) => line !== '');
  // Newest first.
  return new Map(lines.toReversed().map((line) => [line.slice('backbench/'.length, line.indexOf(':')), line]));
}

export async function makeBenchImages(names: readonly string[]): Promise<BenchImages> {
  const own = await ownImages();
  const folder = await mkdtemp(join(tmpdir(), 'bb-bench-packs-'));
  const mark = randomUUID().slice(0, 8);
  const references: string[] = [];
  const remove = async (): Promise<void> => { await docker('rmi', '--force', ...references).catch(() => undefined); };
  const dispose = async (): Promise<void> => {
    await remove();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    for (const name of names) {
      const source = own.get(name);
      if (source === undefined) throw new Error(`the image ${name} is not here: npx backbench images build`);
      const context = join(folder, name);
      await mkdir(context);
      await docker('save', '--output', join(context, 'all.tar'), source);
      await run('tar', ['-xf', 'all.tar'], { cwd: context, timeout: DEADLINE_MS });
      const [image] = JSON.parse(await readFile(join(context, 'manifest.json'), 'utf8')) as { Layers: string[] }[];
      await writeFile(join(context, 'mark'), mark);
      await writeFile(join(context, 'Dockerfile'), ['FROM scratch', 'COPY mark /.mark', ...(image?.Layers ?? []).map((layer) => `ADD ${layer} /`), ''].join('\n'));
      await writeFile(join(context, '.dockerignore'), 'all.tar\n');
      const reference = `bb-bench-${mark}/${name}:1`;
      await docker('build', '--quiet', '--tag', reference, context);
      references.push(reference);
      await rm(context, { recursive: true });
    }
    const saved = join(folder, 'saved.tar');
    await docker('save', '--output', saved, ...references);
    return { references, saved, remove, dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}
