/** Where the bytes of a pack come from: a file on a disk, a stick or a shared folder, or a machine in the room. */
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { BackbenchError } from '../../shared/errors.ts';
import { errno } from '../workspace/file-errors.ts';

export interface PackSource {
  /** Of the whole, in bytes. */
  readonly bytes: number;
  /**
   * So many bytes from a position on; null when it ends before that. They may be put into the buffer that is given. Nothing is said about what the bytes are: the reader checks them.
   * @throws BackbenchError when it can't be read any more; the signal's reason
   */
  read(position: number, bytes: number, signal?: AbortSignal, into?: Buffer): Promise<Buffer | null>;
  close(): Promise<void>;
}

/** A pack that is not a file here. */
export interface RemotePack {
  /** What a person knows it by, for errors. */
  readonly name: string;
  open(): Promise<PackSource>;
}

/** An absolute path, or a pack elsewhere. */
export type PackPlace = string | RemotePack;

export const placeName = (place: PackPlace): string => (typeof place === 'string' ? place : place.name);

/** @throws BackbenchError PLACE_NOT_FOUND, PACK_UNREADABLE, PACK_INVALID for what is no file; what the remote pack throws */
export async function openSource(place: PackPlace): Promise<PackSource> {
  if (typeof place !== 'string') return place.open();
  const file = await readable(place, () => open(place, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)));
  try {
    const stat = await readable(place, () => file.stat());
    if (!stat.isFile()) throw new BackbenchError('PACK_INVALID', { path: place, reason: 'it is not a file' });
    return {
      bytes: stat.size,
      read: (position, bytes, _signal, into = Buffer.allocUnsafeSlow(bytes)) => readable(place, async () => {
        const buffer = into.subarray(0, bytes);
        for (let got = 0; got < bytes;) {
          const { bytesRead } = await file.read(buffer, got, bytes - got, position + got);
          if (bytesRead === 0) return null;
          got += bytesRead;
        }
        return buffer;
      }),
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** A stick that is pulled out, or a shared folder that went away, answers with EIO, ENODEV, ESTALE and the like. */
async function readable<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (errno(error) === 'ENOENT') throw new BackbenchError('PLACE_NOT_FOUND', { path }, { cause: error });
    throw new BackbenchError('PACK_UNREADABLE', { path, reason: error instanceof Error ? error.message : String(error) }, { cause: error });
  }
}
