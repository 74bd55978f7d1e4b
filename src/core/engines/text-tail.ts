/** The last lines of a byte stream, for error messages: bounded, and right across chunks in the middle of a character. */

/** Lines kept. A stack trace with its context fits. */
const LINES = 200;
/** A longer line is cut, in characters: nobody reads more of a line in an error. */
const LINE_CHARACTERS = 2_000;

export interface TextTail {
  push(bytes: Uint8Array): void;
  /** Complete lines and the unfinished last one, oldest first. */
  lines(): string[];
}

export function createTextTail(): TextTail {
  const decoder = new TextDecoder();
  let kept: string[] = [];
  let rest = '';
  return {
    push(bytes) {
      const parts = (rest + decoder.decode(bytes, { stream: true })).split(/\r?\n/);
      rest = (parts.pop() ?? '').slice(0, LINE_CHARACTERS);
      kept = [...kept, ...parts.map((line) => line.slice(0, LINE_CHARACTERS))].slice(-LINES);
    },
    lines: () => (rest === '' ? [...kept] : [...kept, rest]),
  };
}
