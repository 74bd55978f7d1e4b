/** Docker as the engine that an import gives images to. */
import { statfs } from 'node:fs/promises';
import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type Dockerode from 'dockerode';
import { BackbenchError } from '../../shared/errors.ts';
import type { Daemon } from '../engines/docker/daemon.ts';
import { daemonMessages } from '../images/daemon-stream.ts';
import { inspectImage } from '../images/inspect-image.ts';
import type { ImageEngine, MissingLayer } from './image-engine.ts';
import { chainIds } from './layer-chain.ts';
import { streamTar } from './stream-tar.ts';

/** Longest time for one image, in milliseconds: gigabytes on a slow disk. */
const LOAD_DEADLINE_MS = 2 * 60 * 60 * 1000;
/** Longest silence while the daemon unpacks, in milliseconds: it says nothing before the end. */
const LOAD_SILENCE_MS = 60 * 60 * 1000;
/** Images asked for at once. */
const ASK_AT_ONCE = 8;
/** How Docker writes what Node calls otherwise. */
const ARCHITECTURES: Readonly<Record<string, string>> = { x86_64: 'amd64', aarch64: 'arm64' };

/** @throws BackbenchError DOCKER_FAILED, DOCKER_TIMEOUT, CANCELLED */
export async function createDockerImages(daemon: Daemon, signal: AbortSignal): Promise<ImageEngine> {
  const info = await daemon.call({ operation: 'ask the daemon about itself', signal }, (docker, abortSignal) =>
    (docker.info as (options: { abortSignal: AbortSignal }) => Promise<{ Architecture?: string; DriverStatus?: string[][] | null }>)({ abortSignal }));
  // With containerd's store an image is taken as a whole only.
  const parts = !(info.DriverStatus ?? []).some((pair) => pair.join(' ').includes('io.containerd.snapshotter'));
  const place = daemon.facts.dataRoot;
  return {
    architecture: ARCHITECTURES[info.Architecture ?? ''] ?? info.Architecture ?? '',
    place,
    // A daemon in a virtual machine keeps its images where this process can't look.
    freeBytes: () => statfs(place).then(({ bavail, bsize }) => bavail * bsize, () => null),
    presentImages: (ids, aborted) => daemon.call({ operation: 'look for images', signal: aborted }, async (docker, cut) => {
      const found = await inTurns(ids, async (id) => ((await inspectImage(docker, `sha256:${id}`, cut)) === null ? [] : [id]));
      return new Set(found);
    }),
    presentChains: (aborted) => daemon.call({ operation: 'list layers', signal: aborted, deadlineMs: 120_000 }, async (docker, cut) => {
      if (!parts) return new Set<string>();
      const images = await docker.listImages({ all: true, abortSignal: cut });
      return new Set(await inTurns([...new Set(images.map(({ Id }) => Id))], (id) => chainsOf(docker, id)));
    }),
    load: (image, config, layers, aborted) => daemon.call({ operation: `load ${image.reference}`, signal: aborted, deadlineMs: LOAD_DEADLINE_MS }, (docker, cut) =>
      load(docker, { config: image.config, names: image.layers, bytes: config, layers }, AbortSignal.any([aborted, cut]))),
    removeUnnamed: (ids, aborted) => daemon.call({ operation: 'remove images without a name', signal: aborted, deadlineMs: 120_000 }, async (docker) => {
      for (const id of ids) await removeUnnamed(docker, `sha256:${id}`);
    }),
    tag: (id, reference, aborted) => daemon.call({ operation: `name ${reference}`, signal: aborted, finish: true }, async (docker) => {
      const colon = reference.lastIndexOf(':');
      await docker.getImage(`sha256:${id}`).tag({ repo: reference.slice(0, colon), tag: reference.slice(colon + 1) });
    }),
  };
}

async function chainsOf(docker: Dockerode, id: string): Promise<string[]> {
  try {
    const { RootFS } = await docker.getImage(id).inspect();
    return chainIds((RootFS.Layers ?? []).map((layer) => layer.replace(/^sha256:/, '')));
  } catch (error) {
    // Removed in this moment.
    if ((error as { statusCode?: number }).statusCode === 404) return [];
    throw error;
  }
}

/** Without force, so that Docker keeps what a container uses; without its parents, which are not ours. */
async function removeUnnamed(docker: Dockerode, id: string): Promise<void> {
  try {
    const { RepoTags, RepoDigests } = await docker.getImage(id).inspect();
    if ((RepoTags ?? []).length > 0 || (RepoDigests ?? []).length > 0) return;
    await docker.getImage(id).remove({ noprune: true });
  } catch (error) {
    // Not there, or in use.
    if (![404, 409].includes((error as { statusCode?: number }).statusCode ?? 0)) throw error;
  }
}

async function inTurns<T, R>(all: readonly T[], ask: (one: T) => Promise<R[]>): Promise<R[]> {
  const answers: R[] = [];
  for (let at = 0; at < all.length; at += ASK_AT_ONCE) answers.push(...(await Promise.all(all.slice(at, at + ASK_AT_ONCE).map(ask))).flat());
  return answers;
}

interface LoadParts {
  /** Hash of the configuration, and its bytes. */
  config: string;
  bytes: Buffer;
  /** All layers, lowest first. */
  names: readonly string[];
  /** Those that are sent. */
  layers: readonly MissingLayer[];
}

/** `docker load`: one plain tar with the configuration, the missing layers and the list of both. */
async function load(docker: Dockerode, parts: LoadParts, signal: AbortSignal): Promise<void> {
  const over = new AbortController();
  const body = new PassThrough();
  // Told by `sending`.
  body.on('error', () => undefined);
  const sending = pipeline(Readable.from(archive(parts), { objectMode: false }), body, { signal: AbortSignal.any([signal, over.signal]) });
  const failed = sending.then(() => new Promise<never>(() => undefined), (error: unknown) => { throw error; });
  failed.catch(() => undefined);
  try {
    const answering = (docker.loadImage as unknown as (file: NodeJS.ReadableStream, options: { quiet: boolean; abortSignal: AbortSignal }) => Promise<NodeJS.ReadableStream>)(
      body, { quiet: true, abortSignal: AbortSignal.any([signal, over.signal]) });
    answering.catch(() => undefined);
    const answer = await Promise.race([answering, failed]);
    await Promise.race([readAnswer(answer, signal), failed]);
    await sending;
  } catch (error) {
    over.abort();
    // What went wrong in the pack comes before the request that broke by it.
    const own = await sending.then(() => null, (each: unknown) => each);
    throw own instanceof BackbenchError ? own : error;
  }
}

async function readAnswer(answer: NodeJS.ReadableStream, signal: AbortSignal): Promise<void> {
  for await (const message of daemonMessages(answer, { signal, idleMs: LOAD_SILENCE_MS })) {
    if (typeof message.error === 'string') throw new Error(message.error);
  }
}

function archive({ config, bytes, names, layers }: LoadParts): AsyncGenerator<Buffer, void, void> {
  const place = (layer: string): string => `${layer}/layer.tar`;
  const list = Buffer.from(JSON.stringify([{ Config: `${config}.json`, RepoTags: null, Layers: names.map(place) }]));
  return streamTar(async (pack) => {
    pack.entry({ name: `${config}.json` }, bytes);
    for (const { sha256, bytes: size, content } of layers) {
      const entry = pack.entry({ name: place(sha256), size });
      await pipeline(Readable.from(content(), { objectMode: false }), entry as unknown as NodeJS.WritableStream);
    }
    pack.entry({ name: 'manifest.json' }, list);
  });
}
