/** Opens a room on packs that lie here as files, each looked at first: what is no pack is not served. */
import { BackbenchError } from '../../shared/errors.ts';
import type { Classes } from '../class/classes.ts';
import { openPack } from '../packs/pack-reader.ts';
import { createChunkCodec } from '../packs/zstd-frame.ts';
import { openRoomServer, type RoomServer, type RoomServerOptions } from './room-server.ts';

export interface ServeOptions {
  /** Absolute. */
  packs: readonly string[];
  /** Progress that is handed in goes into this class; null where none is taken. */
  className: string | null;
  receive: Classes['receive'];
  port: number | null;
  onChange: () => void;
}

/** @throws BackbenchError as openPack does; PORT_TAKEN; INPUT_REFUSED when there would be nothing to serve and nothing to collect */
export async function serveRoom({ packs, className, receive, port, onChange }: ServeOptions): Promise<RoomServer & { titles: string[] }> {
  if (packs.length === 0 && className === null) {
    throw new BackbenchError('INPUT_REFUSED', { issues: [{ path: 'packs', message: 'Choose a pack to serve, or a class to collect progress for.' }] });
  }
  const codec = createChunkCodec();
  const offered: RoomServerOptions['packs'][number][] = [];
  for (const path of new Set(packs)) {
    const reader = await openPack(path, codec);
    await reader.close();
    const { id, title, sequence } = reader.manifest;
    offered.push({ hash: reader.hash, id, title, sequence, bytes: reader.fileBytes, path });
  }
  const server = await openRoomServer({ packs: offered, collect: className === null ? null : { className, receive: (bytes) => receive(className, bytes) }, port, onChange });
  return { ...server, titles: offered.map(({ title }) => title) };
}
