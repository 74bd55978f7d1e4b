/**
 * The desk of the screen "Packs": one import at a time, which goes on whether or not a window looks at it; and the whole
 * state for every window that does. What packs are read with is loaded when it is first needed.
 */
import { basename } from 'node:path';
import { BackbenchError, toErrorReport } from '../../shared/errors.ts';
import { itemName, type PackItem } from '../../shared/pack-format.ts';
import type { ImportProgress, PackAct, PackOffer, PacksView } from '../../shared/packs-contract.ts';
import { createNotices, latest } from '../latest.ts';
import { fingerprint } from './pack-header.ts';
import { placeName, type PackPlace, type RemotePack } from './pack-source.ts';
import type { Packs, PackView } from './packs.ts';

export interface PackDeskParts {
  packs: () => Promise<Packs>;
  /** Called when a key was trusted or forgotten: what its labs may do has changed. */
  onKeys: () => Promise<void>;
}

/** A pack that was chosen, with what an import of it has come to. */
interface Chosen {
  path: PackPlace;
  view: PackView;
  /** What was to be done in all when it was first begun, in bytes: an import that goes on has less to do. */
  totalBytes: number;
}

interface Running {
  stop: AbortController;
  /** What was brought is to be removed after the stop. */
  cancelled: boolean;
  /** Never rejects. */
  ended: Promise<void>;
}

export class PackDesk {
  readonly #parts: PackDeskParts;
  /** Files that the person has chosen, by token. */
  readonly #files = new Map<string, string>();
  readonly #notices = createNotices();
  #standing: Promise<Omit<PacksView, 'act'>> | null = null;
  #act: PackAct = { state: 'none' };
  #chosen: Chosen | null = null;
  #running: Running | null = null;

  constructor(parts: PackDeskParts) {
    this.#parts = parts;
  }

  /** One call that names the token may read this pack. */
  allowFile(token: string, path: string): void {
    this.#files.set(token, path);
  }

  /** @returns the pack that was chosen, absolute @throws BackbenchError PATH_REFUSED for a token that nobody gave, or that was used */
  takeFile(token: string): string {
    const path = this.#files.get(token);
    this.#files.delete(token);
    if (path === undefined) throw new BackbenchError('PATH_REFUSED', { path: '', reason: 'it was not chosen' });
    return path;
  }

  /** @throws BackbenchError DATA_FOLDER_UNUSABLE where the lists can't be read */
  async *watch(signal: AbortSignal): AsyncGenerator<PacksView, void, void> {
    // Another process may have imported something.
    this.#standing = null;
    yield* latest(this.#notices.subscribe, async () => ({ ...await (this.#standing ??= this.#read()), act: this.#act }), signal);
  }

  /** Offers the pack, or tells what is wrong with it: in the state. @throws BackbenchError PATH_REFUSED, PACK_BUSY */
  async look(token: string): Promise<void> {
    await this.#look(this.takeFile(token));
  }

  /** The same for a pack that another machine serves. @throws BackbenchError PACK_BUSY */
  async lookAt(pack: RemotePack): Promise<void> {
    await this.#look(pack);
  }

  async #look(path: PackPlace): Promise<void> {
    this.#mustRest(placeName(path));
    const file = basename(placeName(path));
    this.#chosen = null;
    this.#tell({ state: 'looking', file });
    try {
      const chosen = { path, view: await (await this.#parts.packs()).inspect(path), totalBytes: 0 };
      this.#chosen = chosen;
      this.#tell({ state: 'offered', pack: offerOf(chosen) });
    } catch (error) {
      this.#tell({ state: 'failed', title: file, error: toErrorReport(error), again: false });
    }
  }

  /** @throws BackbenchError PACK_KEY_UNKNOWN for another fingerprint than the offered pack's; PACK_ITEM_UNKNOWN when none is offered */
  async trust({ fingerprint: compared, name, commands }: { fingerprint: string; name: string; commands: boolean }): Promise<void> {
    const chosen = this.#chosen;
    if (chosen === null || this.#act.state !== 'offered') throw new BackbenchError('PACK_ITEM_UNKNOWN', { kind: 'key', name: compared, known: [] });
    const { view } = chosen;
    if (view.fingerprint !== compared) throw new BackbenchError('PACK_KEY_UNKNOWN', { pack: view.id, fingerprint: view.fingerprint });
    const packs = await this.#parts.packs();
    await packs.trusted.trust({ key: view.key, name, commands });
    await this.#keysChanged();
    await this.#offerAgain(chosen);
  }

  /** @throws BackbenchError PACK_ITEM_UNKNOWN for a key that is not trusted */
  async forget(print: string): Promise<void> {
    const { trusted } = await this.#parts.packs();
    const keys = await trusted.list();
    const known = keys.find(({ key }) => fingerprint(key) === print);
    if (known === undefined) throw new BackbenchError('PACK_ITEM_UNKNOWN', { kind: 'key', name: print, known: keys.map(({ key }) => fingerprint(key)) });
    await trusted.forget(known.key);
    await this.#keysChanged();
    if (this.#chosen !== null && this.#act.state === 'offered') await this.#offerAgain(this.#chosen);
  }

  /** Begins, or goes on; how it goes is told in the state. @throws BackbenchError PACK_BUSY, PACK_ITEM_UNKNOWN when no pack was chosen */
  import(): void {
    const chosen = this.#chosen;
    if (chosen === null) throw new BackbenchError('PACK_ITEM_UNKNOWN', { kind: 'pack', name: '', known: [] });
    this.#mustRest(placeName(chosen.path));
    const running: Running = { stop: new AbortController(), cancelled: false, ended: Promise.resolve() };
    this.#running = running;
    this.#tell({ state: 'importing', title: chosen.view.title, progress: null, stopping: false });
    running.ended = this.#run(chosen, running);
  }

  /** Resolves when the import has stopped; at once when none goes on. */
  async pause(): Promise<void> {
    await this.#stop();
  }

  /** Resolves when the import has stopped and what it brought is removed; what can't be removed is told in the state. */
  async cancel(): Promise<void> {
    const { state } = this.#act;
    const running = this.#running;
    if (running === null ? state !== 'paused' && state !== 'failed' : running.cancelled) return;
    if (running !== null) running.cancelled = true;
    const { title } = this.#chosen?.view ?? { title: '' };
    await this.#stop();
    // It was complete before it could be stopped.
    if (this.#act.state === 'done') return;
    this.#tell({ state: 'importing', title, progress: null, stopping: true });
    try {
      await (await this.#parts.packs()).removeUnlisted();
      this.#forgetChosen();
    } catch (error) {
      this.#tell({ state: 'failed', title, error: toErrorReport(error), again: true });
    }
  }

  /** @throws BackbenchError PACK_BUSY while an import goes on */
  putAway(): void {
    this.#mustRest(this.#chosen === null ? '' : placeName(this.#chosen.path));
    this.#forgetChosen();
  }

  /** Stops what goes on; what is done stays done. */
  async close(): Promise<void> {
    await this.#stop();
  }

  async #run(chosen: Chosen, running: Running): Promise<void> {
    const { title } = chosen.view;
    let progress: ImportProgress | null = null;
    try {
      const result = await (await this.#parts.packs()).import({
        path: chosen.path, update: false, signal: running.stop.signal,
        onProgress: (now) => {
          // What an earlier try has done counts as done.
          chosen.totalBytes = Math.max(chosen.totalBytes, now.totalBytes);
          progress = { ...now, bytes: chosen.totalBytes - now.totalBytes + now.bytes, totalBytes: chosen.totalBytes };
          this.#tell({ state: 'importing', title, progress, stopping: running.stop.signal.aborted });
        },
      });
      const labs = chosen.view.items.flatMap((item) => (item.kind === 'lab' ? [item.title] : []));
      this.#standing = null;
      this.#act = { state: 'done', title, sequence: result.pack.sequence, items: result.items.length, labs, skipped: result.skipped, newBytes: result.newBytes };
    } catch (error) {
      if (running.cancelled) this.#act = { state: 'importing', title, progress, stopping: true };
      else this.#act = running.stop.signal.aborted ? { state: 'paused', title, progress } : { state: 'failed', title, error: toErrorReport(error), again: true };
    } finally {
      this.#running = null;
    }
    this.#notices.notify();
  }

  async #stop(): Promise<void> {
    const running = this.#running;
    if (running === null) return;
    if (this.#act.state === 'importing') this.#tell({ ...this.#act, stopping: true });
    running.stop.abort();
    await running.ended;
  }

  /** The key's standing has changed, and with it whether the pack is let in. */
  async #offerAgain(chosen: Chosen): Promise<void> {
    chosen.view = await (await this.#parts.packs()).inspect(chosen.path);
    if (this.#chosen === chosen && this.#act.state === 'offered') this.#tell({ state: 'offered', pack: offerOf(chosen) });
  }

  async #keysChanged(): Promise<void> {
    this.#standing = null;
    this.#notices.notify();
    await this.#parts.onKeys();
  }

  #mustRest(path: string): void {
    // An import that was cancelled is still removing what it brought.
    if (this.#act.state === 'importing' || this.#act.state === 'looking') throw new BackbenchError('PACK_BUSY', { path });
  }

  #forgetChosen(): void {
    this.#chosen = null;
    this.#tell({ state: 'none' });
  }

  #tell(act: PackAct): void {
    this.#act = act;
    this.#notices.notify();
  }

  async #read(): Promise<Omit<PacksView, 'act'>> {
    const packs = await this.#parts.packs();
    const [installed, keys] = await Promise.all([packs.installed(), packs.trusted.list()]);
    return {
      installed: installed.map(({ id, title, sequence, importedAt, key, bytes, items }) => (
        { id, title, sequence, importedAt, fingerprint: fingerprint(key), bytes, items: items.map((item) => ({ kind: item.kind, title: titleOf(item) })) }
      )),
      keys: keys.map(({ key, name, trustedAt, commands }) => ({ fingerprint: fingerprint(key), name, trustedAt, commands })),
    };
  }
}

const titleOf = (item: PackItem): string => (item.kind === 'lab' ? item.title : itemName(item).slice(item.kind.length + 1));

function offerOf({ path, view }: Chosen): PackOffer {
  const { id, title, sequence, createdAt, base, trusted, commands, installed, refusal, fileBytes } = view;
  return {
    file: basename(placeName(path)), fileBytes, id, title, sequence, createdAt, base, fingerprint: view.fingerprint, trusted, commands, installed, refusal,
    items: view.items.map(({ kind, title: name, bytes }) => ({ kind, title: name, bytes })),
  };
}
