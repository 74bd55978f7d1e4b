/** From the bytes that Docker sends for a container's output to lines of text. */

/** Docker's header before each piece of output: the stream's number, three zero bytes, the length (4 bytes). */
const HEADER_BYTES = 8;
/** A line longer than this is cut into several, in characters: a program that never ends a line fills no memory. */
const MAX_LINE = 64 * 1024;

/** Takes chunks as they come and gives the lines that are complete. */
export interface LineReader {
  push(chunk: Uint8Array): string[];
  /** What was left without a line end. */
  end(): string[];
}

/**
 * Reads the output of a container without a terminal: pieces of standard output and standard error in one
 * stream. Each has a decoder of its own, so that a character that is cut between two pieces stays whole.
 */
export function createOutputReader(): LineReader {
  const readers = new Map<number, LineReader>();
  let rest: Buffer = Buffer.alloc(0);
  return {
    push(chunk) {
      rest = rest.length === 0 ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength) : Buffer.concat([rest, chunk]);
      const lines: string[] = [];
      let at = 0;
      while (rest.length - at >= HEADER_BYTES) {
        const end = at + HEADER_BYTES + rest.readUInt32BE(at + 4);
        if (end > rest.length) break;
        const stream = rest.readUInt8(at);
        let reader = readers.get(stream);
        if (reader === undefined) readers.set(stream, (reader = createLineReader()));
        lines.push(...reader.push(rest.subarray(at + HEADER_BYTES, end)));
        at = end;
      }
      // A copy, so that a few bytes do not hold on to a whole chunk.
      rest = Buffer.from(rest.subarray(at));
      return lines;
    },
    end: () => [...readers.values()].flatMap((reader) => reader.end()),
  };
}

/** Splits one stream of UTF-8 at its line ends; bytes that are no UTF-8 become U+FFFD. */
export function createLineReader(): LineReader {
  const decoder = new TextDecoder();
  let rest = '';
  const split = (text: string): string[] => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    while (rest.length > MAX_LINE) {
      parts.push(rest.slice(0, MAX_LINE));
      rest = rest.slice(MAX_LINE);
    }
    return parts.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  };
  return {
    push: (chunk) => split(decoder.decode(chunk, { stream: true })),
    end() {
      const lines = split(decoder.decode());
      if (rest !== '') lines.push(rest);
      rest = '';
      return lines;
    },
  };
}
