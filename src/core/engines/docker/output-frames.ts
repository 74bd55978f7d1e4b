/** Takes apart the one stream in which Docker sends a program's standard output and standard error. */

/** Docker's header before each piece of output: the stream's number, three zero bytes, the length (4 bytes). */
const HEADER_BYTES = 8;

export interface Frame {
  /** 1 is standard output, 2 is standard error. */
  stream: number;
  bytes: Uint8Array;
}

/** @returns a function that takes chunks as they come and gives the pieces that are complete */
export function createFrameReader(): (chunk: Uint8Array) => Frame[] {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    rest = rest.length === 0 ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength) : Buffer.concat([rest, chunk]);
    const frames: Frame[] = [];
    let at = 0;
    while (rest.length - at >= HEADER_BYTES) {
      const end = at + HEADER_BYTES + rest.readUInt32BE(at + 4);
      if (end > rest.length) break;
      frames.push({ stream: rest.readUInt8(at), bytes: rest.subarray(at + HEADER_BYTES, end) });
      at = end;
    }
    // A copy, so that a few bytes do not hold on to a whole chunk.
    rest = Buffer.from(rest.subarray(at));
    return frames;
  };
}
