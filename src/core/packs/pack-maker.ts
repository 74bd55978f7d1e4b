/** Makes packs for the window: one at a time, which goes on whether or not a window looks at it, and can be held, ended and checked. */
import { basename } from 'node:path';
import { BackbenchError, isCode, toErrorReport } from '../../shared/errors.ts';
import type { PackItem } from '../../shared/pack-format.ts';
import { estimatePack } from '../../shared/pack-estimate.ts';
import type { PackBase, PackChoice, PackMaking, PackPart, PackParts } from '../../shared/pack-making.ts';
import type { ImportProgress } from '../../shared/packs-contract.ts';
import type { ChosenFiles } from '../chosen-files.ts';
import type { Daemon } from '../engines/docker/daemon.ts';
import type { ListedImage } from '../images/list-images.ts';
import { createNotices, latest } from '../latest.ts';
import { fingerprint } from './pack-header.ts';
import { labParts, nativeParts, toolParts, type PartPlaces } from './pack-parts.ts';
import type { Packs } from './packs.ts';
import { folderBytes, imageContents } from './part-sizes.ts';

export interface PackMakerParts {
  packs: () => Promise<Packs>;
  places: () => PartPlaces;
  images: (signal: AbortSignal) => Promise<ListedImage[]>;
  findDaemon: (signal: AbortSignal) => Promise<Daemon>;
  chosen: Pick<ChosenFiles, 'take'>;
  /** The pack behind a token. */
  packFile: (token: string) => string;
}

interface Running { stop: AbortController; held: { promise: Promise<void>; release: () => void } | null; ended: Promise<void> }
type Made = Extract<PackMaking, { state: 'made' }>;

export class PackMaker {
  readonly #parts: PackMakerParts;
  readonly #notices = createNotices();
  #making: PackMaking = { state: 'none' };
  #running: Running | null = null;
  #base: { path: string; view: PackBase } | null = null;

  constructor(parts: PackMakerParts) {
    this.#parts = parts;
  }

  watch(signal: AbortSignal): AsyncGenerator<PackMaking, void, void> {
    return latest(this.#notices.subscribe, () => this.#making, signal);
  }

  /** @throws BackbenchError DOCKER_FAILED; the signal's reason */
  async parts(signal: AbortSignal): Promise<PackParts> {
    const places = this.#parts.places();
    const parts: PackPart[] = [];
    for (const part of [...labParts(places, 'all'), ...nativeParts(places, 'all'), ...toolParts(places, 'all')]) {
      parts.push({
        kind: part.kind, name: nameOf(part), title: part.kind === 'lab' ? part.title : nameOf(part), stage: part.kind === 'lab' ? part.stage : null,
        platform: part.kind === 'lab' ? 'any' : part.platform, contents: [{ id: part.folder, bytes: await folderBytes(part.folder, signal) }],
      });
    }
    const images = await this.#images(signal);
    const { signing } = await this.#parts.packs();
    return { parts: [...parts, ...images ?? []], keys: (await signing.list()).map(({ name, fingerprint: print }) => ({ name, fingerprint: print })), docker: images !== null };
  }

  /** @throws BackbenchError PATH_REFUSED; as openPack does */
  async base(token: string): Promise<PackBase> {
    const path = this.#parts.packFile(token);
    const { manifest, key } = await (await this.#parts.packs()).manifest(path);
    const view: PackBase = {
      file: basename(path), id: manifest.id, title: manifest.title, sequence: manifest.sequence, fingerprint: fingerprint(key),
      items: manifest.items.map((item) => ({ kind: item.kind, name: nameOf(item) })), contents: manifest.blobs.map(({ sha256 }) => sha256),
    };
    this.#base = { path, view };
    return view;
  }

  /** @throws BackbenchError SIGNING_KEY_EXISTS, DISK_FULL, DATA_FOLDER_UNUSABLE */
  async makeKey(name: string): Promise<{ name: string; fingerprint: string }> {
    const made = await (await this.#parts.packs()).signing.make(name);
    return { name: made.name, fingerprint: made.fingerprint };
  }

  /** @throws BackbenchError PACK_BUSY, PATH_REFUSED */
  make(choice: PackChoice): void {
    this.#mustRest();
    const target = this.#parts.chosen.take('save', choice.token);
    const base = choice.update ? this.#base : null;
    if (choice.update && base === null) throw new BackbenchError('PATH_REFUSED', { path: '', reason: 'the pack that is to be updated was not chosen' });
    this.#begin(choice.title, false, (running) => this.#make(choice, { target, base }, running));
  }

  pause(): void {
    if (this.#running === null || this.#running.held !== null || this.#making.state !== 'making') return;
    this.#running.held = held();
    this.#tell({ ...this.#making, paused: true });
  }

  goOn(): void {
    this.#running?.held?.release();
    if (this.#running !== null) this.#running.held = null;
    if (this.#making.state === 'making') this.#tell({ ...this.#making, paused: false });
  }

  /** Resolves when it has ended and nothing of it is left. */
  async cancel(): Promise<void> {
    const running = this.#running;
    if (running === null) return;
    if (this.#making.state === 'making') this.#tell({ ...this.#making, stopping: true });
    running.stop.abort();
    this.goOn();
    await running.ended;
  }

  /** @throws BackbenchError PACK_BUSY */
  check(): void {
    this.#mustRest();
    const made = this.#making;
    if (made.state !== 'made') return;
    this.#begin(made.title, true, async (running) => {
      try {
        await (await this.#parts.packs()).verify(made.path, running.stop.signal, (progress) => { this.#progress(running, made.title, true, progress); });
        return { ...made, checked: true };
      } catch (error) {
        if (running.stop.signal.aborted) return made;
        throw error;
      }
    });
  }

  /** @throws BackbenchError PACK_BUSY */
  putAway(): void {
    this.#mustRest();
    this.#tell({ state: 'none' });
  }

  async close(): Promise<void> {
    await this.cancel();
  }

  async #make(choice: PackChoice, { target, base }: { target: string; base: { path: string; view: PackBase } | null }, running: Running): Promise<Made> {
    const { signal } = running.stop;
    const places = this.#parts.places();
    const packs = await this.#parts.packs();
    const { parts } = await this.parts(signal);
    const taken = parts.filter(({ kind, name }) => choice[CHOICES[kind]].includes(name));
    const { fileBytes, contentBytes, items, fingerprint: print } = await packs.create({
      target, id: choice.id, title: choice.title, sequence: choice.sequence, key: choice.key, since: base?.path ?? null,
      folders: [...labParts(places, choice.labs), ...nativeParts(places, choice.native), ...toolParts(places, choice.tools)], images: choice.images,
      // What an update leaves out is read all the same.
      expected: { contentBytes: estimatePack(taken, new Set()).contentBytes, fileBytes: estimatePack(taken, new Set(base?.view.contents)).fileBytes },
      between: async () => { await running.held?.promise; signal.throwIfAborted(); },
      signal, onProgress: (progress) => { this.#progress(running, choice.title, false, progress); },
    });
    return { state: 'made', title: choice.title, id: choice.id, sequence: choice.sequence, path: target, fileBytes, contentBytes, items: items.length, fingerprint: print, base: base?.view.sequence ?? null, checked: false };
  }

  #begin(title: string, checking: boolean, work: (running: Running) => Promise<PackMaking>): void {
    const running: Running = { stop: new AbortController(), held: null, ended: Promise.resolve() };
    this.#running = running;
    this.#tell({ state: 'making', title, checking, progress: null, paused: false, stopping: false });
    running.ended = work(running).catch((error: unknown): PackMaking => (
      running.stop.signal.aborted ? { state: 'none' } : { state: 'failed', title, error: toErrorReport(error) }
    )).then((now) => {
      this.#running = null;
      this.#tell(now);
    });
  }

  #progress(running: Running, title: string, checking: boolean, progress: ImportProgress): void {
    this.#tell({ state: 'making', title, checking, progress, paused: running.held !== null, stopping: running.stop.signal.aborted });
  }

  /** @returns null where no Docker answers */
  async #images(signal: AbortSignal): Promise<PackPart[] | null> {
    try {
      const here = (await this.#parts.images(signal)).filter(({ present }) => present);
      const daemon = await this.#parts.findDaemon(signal);
      try {
        const contents = await imageContents(daemon, here.map(({ reference }) => reference), signal);
        return here.flatMap(({ name, reference }) => {
          const own = contents.get(reference);
          return own === undefined ? [] : [{ kind: 'image', name: reference, title: name, stage: null, platform: `linux-${process.arch}`, contents: own }];
        });
      } finally {
        daemon.close();
      }
    } catch (error) {
      if (isCode(error, 'DOCKER_NOT_FOUND') || isCode(error, 'DOCKER_PERMISSION')) return null;
      throw error;
    }
  }

  #mustRest(): void {
    if (this.#running !== null) throw new BackbenchError('PACK_BUSY', { path: '' });
  }

  #tell(making: PackMaking): void {
    this.#making = making;
    this.#notices.notify();
  }
}

const CHOICES = { lab: 'labs', image: 'images', native: 'native', tools: 'tools' } as const satisfies Record<PackPart['kind'], keyof PackChoice>;

type Named = { kind: 'lab'; id: string } | { kind: 'image'; reference: string } | { kind: 'native'; service: string } | { kind: 'tools'; stack: string };

/** What a choice names it by. */
function nameOf(item: Named | PackItem): string {
  switch (item.kind) {
    case 'lab': return item.id;
    case 'image': return item.reference;
    case 'native': return item.service;
    case 'tools': return item.stack;
  }
}

function held(): { promise: Promise<void>; release: () => void } {
  let release = (): void => undefined;
  const promise = new Promise<void>((resolve) => { release = resolve; });
  return { promise, release };
}
