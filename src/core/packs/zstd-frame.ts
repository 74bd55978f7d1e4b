/**
 * One chunk of a pack: a single zstd frame whose header tells its size. The decoder allocates what the header says and
 * stops there, and a header that says anything but the size in the signed manifest is refused: a bomb can't unfold.
 */
import { Decoder, Encoder } from '@toondepauw/node-zstd';

/** Little-endian 0xFD2FB528. */
const MAGIC = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);
/** A window descriptor and a content size of four bytes follow; no dictionary, no checksum: every chunk has a SHA-256. */
const DESCRIPTOR = 0x80;
const HEADER_BYTES = MAGIC.length + 1 + 1 + 4;
/** The kind of block that holds one byte, to be repeated. */
const RLE = 1;

/** Good for programs and libraries; the next levels save 1 % for ten times the time. */
const LEVEL = 9;

export interface ChunkCodec {
  /** @param content at most 4 GiB */
  compress(content: Buffer): Promise<Buffer>;
  /**
   * @param bytes what it must unfold to, exactly
   * @param into where the content is put, with room for it; a new buffer when left out
   * @returns the content; null for anything but one whole frame of exactly this content size
   */
  decompress(chunk: Buffer, bytes: number, into?: Buffer): Promise<Buffer | null>;
}

export function createChunkCodec(): ChunkCodec {
  const encoder = new Encoder(LEVEL);
  const decoder = new Decoder();
  return {
    async compress(content) {
      const frame = withSize(await encoder.encode(content), content.length);
      if (!isFrameOf(frame, content.length)) throw new Error('zstd made a frame that no reader of packs would take');
      return frame;
    },
    async decompress(chunk, bytes, into = Buffer.allocUnsafeSlow(bytes)) {
      if (!isFrameOf(chunk, bytes)) return null;
      try {
        const content = await decoder.decode(chunk);
        if (content.length !== bytes) return null;
        content.copy(into);
        letGo(content);
        return into.subarray(0, bytes);
      } catch {
        // The decoder's words tell nothing that a person could use: the chunk is not what it should be.
        return null;
      }
    },
  };
}

/** The decoder's memory is the library's own: the garbage collector does not know how much it is, and would leave it for long. */
function letGo({ buffer, length }: Buffer): void {
  if (buffer.byteLength === length) (buffer as ArrayBuffer & { transfer(bytes: number): ArrayBuffer }).transfer(0);
}

/** The encoder streams, so it does not write the size; it is put in here. @throws Error for a frame of another form, which this encoder does not make */
function withSize(frame: Buffer, bytes: number): Buffer {
  if (!frame.subarray(0, MAGIC.length).equals(MAGIC) || frame[MAGIC.length] !== 0) throw new Error('zstd made a frame of an unexpected form');
  const size = Buffer.alloc(4);
  size.writeUInt32LE(bytes);
  return Buffer.concat([MAGIC, Buffer.of(DESCRIPTOR), frame.subarray(MAGIC.length + 1, MAGIC.length + 2), size, frame.subarray(MAGIC.length + 2)]);
}

/**
 * A block unfolds to 128 KiB at most, and the decoder makes room for as much as all of them could: so few blocks are let
 * in that a lying frame gets four times its size and is then refused. zstd makes one for 64 KiB.
 */
const mostBlocks = (bytes: number): number => 2 + 2 * Math.ceil(bytes / (64 * 1024));

/** Whether the chunk is one frame that says this size, with nothing behind it. Looks at the blocks' headers only. */
function isFrameOf(chunk: Buffer, bytes: number): boolean {
  if (chunk.length < HEADER_BYTES || !chunk.subarray(0, MAGIC.length).equals(MAGIC) || chunk[MAGIC.length] !== DESCRIPTOR) return false;
  if (chunk.readUInt32LE(MAGIC.length + 2) !== bytes) return false;
  let at = HEADER_BYTES;
  for (let blocks = 1; ; blocks += 1) {
    if (at + 3 > chunk.length || blocks > mostBlocks(bytes)) return false;
    const header = chunk.readUIntLE(at, 3);
    at += 3 + (((header >> 1) & 3) === RLE ? 1 : header >> 3);
    if ((header & 1) === 1) return at === chunk.length;
  }
}
