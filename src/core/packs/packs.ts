/** Packs on this machine: made, looked at, verified, imported; and the keys that they are signed with. */
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { AssignmentFile } from '../../shared/assignment-format.ts';
import { BackbenchError, isCode, toErrorReport, type ErrorReport } from '../../shared/errors.ts';
import { blobsOf, itemName, type PackItem, type PackManifest } from '../../shared/pack-format.ts';
import type { Daemon } from '../engines/docker/daemon.ts';
import { findDaemon } from '../engines/docker/find-daemon.ts';
import type { Machine } from '../engines/docker/machine.ts';
import { withFileErrors } from '../workspace/file-errors.ts';
import { createPack, type CreateResult, type FolderPart } from './create-pack.ts';
import { realDisk } from './disk.ts';
import { createDockerImageSource } from './docker-image-source.ts';
import { createDockerImages } from './docker-images.ts';
import type { ImageEngine } from './image-engine.ts';
import { importPack, type ImportResult } from './import-pack.ts';
import { mayImport as mayImportPack } from './import-rules.ts';
import { readInstalled, type InstalledPack } from './installed-packs.ts';
import { fingerprint } from './pack-header.ts';
import { openPack } from './pack-reader.ts';
import type { PackPlace } from './pack-source.ts';
import { removeUnlisted } from './remove-unlisted.ts';
import { createSigningKeys, type SigningKeys } from './signing-keys.ts';
import type { TransferProgress } from './transfer-progress.ts';
import { createTrustedKeys, type TrustedKeys } from './trusted-keys.ts';
import { verifyPack } from './verify-pack.ts';
import { createChunkCodec } from './zstd-frame.ts';

/** What a pack says of itself; its signature is right. */
export interface PackView {
  id: string;
  title: string;
  sequence: number;
  createdAt: string;
  /** The number of the pack that this one builds on; null for a whole one. */
  base: number | null;
  /** Raw, in hex. */
  key: string;
  fingerprint: string;
  /** Whose the key is; null when it is not trusted here. */
  trusted: string | null;
  /** Whether the key's labs may run commands without a container. */
  commands: boolean;
  /** The number that is on this machine. */
  installed: number | null;
  /** Why it would not be imported; null when nothing speaks against it. */
  refusal: ErrorReport | null;
  fileBytes: number;
  /** `bytes`: of content; `storedBytes`: in this file. What several items share counts for the first. */
  items: { item: string; kind: PackItem['kind']; title: string; bytes: number; storedBytes: number }[];
}

export interface CreateRequest {
  target: string;
  id: string;
  title: string;
  /** null: one more than the pack that is named by `since`, or than the one of this id that is here, or 1. */
  sequence: number | null;
  folders: readonly FolderPart[];
  images: readonly string[];
  assignments?: readonly AssignmentFile[];
  since: string | null;
  /** Name of a signing key; null for the only one. */
  key: string | null;
  /** Of content, as far as it is known before: room for the file is looked for then. */
  expected?: { contentBytes: number; fileBytes: number };
  /** Waited for between two pieces: whoever holds it back holds the making. */
  between?: () => Promise<void>;
  signal: AbortSignal;
  onProgress: (progress: TransferProgress) => void;
}

export interface ImportRequest { path: PackPlace; update: boolean; signal: AbortSignal; onProgress: (progress: TransferProgress) => void }

export interface Packs {
  readonly trusted: TrustedKeys;
  readonly signing: SigningKeys;
  installed(): Promise<readonly InstalledPack[]>;
  /** Reads the beginning only. @throws BackbenchError as openPack does */
  inspect(path: PackPlace): Promise<PackView>;
  /** The list of contents as it was signed, and the raw key. @throws BackbenchError as openPack does */
  manifest(path: string): Promise<{ manifest: PackManifest; key: string }>;
  verify(path: string, signal: AbortSignal, onProgress: (progress: TransferProgress) => void): ReturnType<typeof verifyPack>;
  import(request: ImportRequest): Promise<ImportResult>;
  /** Removes what imports that will not go on have unpacked. @throws BackbenchError PACK_BUSY, DATA_FOLDER_UNUSABLE */
  removeUnlisted(): Promise<void>;
  create(request: CreateRequest): Promise<CreateResult>;
}

export interface PacksParts {
  packsFolder: string;
  machine: Machine;
  /** Throws where nothing may be imported, whatever it is; left out where all may. */
  mayImport?: () => void;
  /** Told after each import that changed something. */
  onChange: () => Promise<void>;
}

export function createPacks({ packsFolder, machine, mayImport = () => undefined, onChange }: PacksParts): Packs {
  const codec = createChunkCodec();
  const trusted = createTrustedKeys(packsFolder, realDisk, Date.now);
  const signing = createSigningKeys(packsFolder, realDisk);
  return {
    trusted, signing,
    installed: async () => (await readInstalled(packsFolder)).packs,
    verify: (path, signal, onProgress) => verifyPack(path, codec, signal, onProgress),
    async inspect(path) {
      const reader = await openPack(path, codec);
      try {
        const { manifest, key } = reader;
        const { packs } = await readInstalled(packsFolder);
        const known = await trusted.find(key);
        const counted = new Set<string>();
        return {
          id: manifest.id, title: manifest.title, sequence: manifest.sequence, createdAt: manifest.createdAt, base: manifest.base?.sequence ?? null,
          key, fingerprint: fingerprint(key), trusted: known?.name ?? null, commands: known?.commands ?? false, installed: packs.find(({ id }) => id === manifest.id)?.sequence ?? null,
          refusal: refusalOf(() => { mayImport(); mayImportPack(reader, known, packs); }), fileBytes: reader.fileBytes,
          items: manifest.items.map((item) => {
            const own = blobsOf(item).filter((hash) => !counted.has(hash));
            for (const hash of own) counted.add(hash);
            return {
              item: itemName(item), kind: item.kind, title: item.kind === 'lab' ? item.title : itemName(item).slice(item.kind.length + 1),
              bytes: own.reduce((sum, hash) => sum + (reader.blobs.get(hash)?.bytes ?? 0), 0), storedBytes: own.reduce((sum, hash) => sum + reader.storedBytes(hash), 0),
            };
          }),
        };
      } finally {
        await reader.close();
      }
    },
    manifest: manifestOf,
    async import(request) {
      mayImport();
      const result = await withEngine(request.signal, (findEngine) => importPack({
        ...request, packsFolder, disk: realDisk, codec, keys: trusted, platform: `${process.platform}-${process.arch}`, now: Date.now, findEngine,
      }));
      await onChange();
      return result;
    },
    removeUnlisted: () => withEngine(new AbortController().signal, (findEngine) => removeUnlisted(packsFolder, realDisk, findEngine)),
    async create({ images, key, sequence, expected, between, ...request }) {
      const keys = await signing.open(key);
      if (expected !== undefined) await mustHaveRoom(request.target, expected.fileBytes);
      const daemon = images.length === 0 ? null : await findDaemon(machine, request.signal);
      try {
        return await createPack({
          ...request, keys, now: Date.now, expectedBytes: expected?.contentBytes ?? null,
          codec: between === undefined ? codec : { ...codec, compress: async (content) => { await between(); return codec.compress(content); } },
          sequence: sequence ?? 1 + Math.max((await readInstalled(packsFolder)).packs.find(({ id }) => id === request.id)?.sequence ?? 0, await sequenceOf(request.since)),
          images: daemon === null ? null : { source: createDockerImageSource(daemon), references: images },
        });
      } finally {
        daemon?.close();
      }
    },
  };

  /** For an act that looks for the engine itself, and only when it needs one: a daemon that hangs holds up nothing else. */
  async function withEngine<T>(signal: AbortSignal, act: (findEngine: () => Promise<ImageEngine | null>) => Promise<T>): Promise<T> {
    const daemons: (Daemon | null)[] = [];
    try {
      return await act(async () => {
        const daemon = await daemonHere(signal);
        daemons.push(daemon);
        return daemon === null ? null : createDockerImages(daemon, signal);
      });
    } finally {
      for (const daemon of daemons) daemon?.close();
    }
  }

  /** null where none answers. */
  function daemonHere(signal: AbortSignal): Promise<Daemon | null> {
    return findDaemon(machine, signal).catch((error: unknown) => {
      if (isCode(error, 'DOCKER_NOT_FOUND') || isCode(error, 'DOCKER_PERMISSION')) return null;
      throw error;
    });
  }

  async function manifestOf(path: string): Promise<{ manifest: PackManifest; key: string }> {
    const reader = await openPack(path, codec);
    await reader.close();
    return { manifest: reader.manifest, key: reader.key };
  }

  async function sequenceOf(path: string | null): Promise<number> {
    return path === null ? 0 : (await manifestOf(path)).manifest.sequence;
  }
}

/** The contents are written to a draft first, and then again behind the list of them. */
const WRITTEN_TWICE = 2;
/** In bytes: left free on the disk. */
const SPACE_LEFT = 16 * 1024 * 1024;

async function mustHaveRoom(target: string, fileBytes: number): Promise<void> {
  const path = dirname(target);
  const { bavail, bsize } = await withFileErrors(path, () => statfs(path));
  const needsBytes = fileBytes * WRITTEN_TWICE + SPACE_LEFT;
  if (needsBytes > bavail * bsize) throw new BackbenchError('SPACE_SHORT', { path, needsBytes, freeBytes: bavail * bsize });
}

function refusalOf(look: () => unknown): ErrorReport | null {
  try {
    look();
    return null;
  } catch (error) {
    return toErrorReport(error);
  }
}
