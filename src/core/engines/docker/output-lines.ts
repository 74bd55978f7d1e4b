/** From the bytes that Docker sends for a container's output to lines of text. */
import { createFrameReader } from './output-frames.ts';

/** Docker's number for it. */
const STDOUT = 1;
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
 * @param onStdout called with the complete lines of standard output alone
 */
export function createOutputReader(onStdout: (lines: string[]) => void = () => undefined): LineReader {
  const readers = new Map<number, LineReader>();
  const frames = createFrameReader();
  return {
    push: (chunk) => frames(chunk).flatMap(({ stream, bytes }) => {
      let reader = readers.get(stream);
      if (reader === undefined) readers.set(stream, (reader = createLineReader()));
      const lines = reader.push(bytes);
      if (stream === STDOUT) onStdout(lines);
      return lines;
    }),
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
