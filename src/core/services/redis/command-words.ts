/** Divides a line into the words of a command with redis-cli's quoting (sdssplitargs in Redis' sds.c). */
import { BackbenchError } from '../../../shared/errors.ts';

/** What a backslash and a letter mean inside double quotes; any other character stands for itself. */
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', a: '\x07' };

export interface CommandLine {
  /** A word is a Buffer when it holds bytes that were written as `\xHH`: these need not be UTF-8. */
  words: (string | Buffer)[];
  /** The line as it was written. */
  text: string;
  /** Counted from 1. */
  line: number;
  /** Where the line begins in the whole text, in UTF-16 units from 0. */
  offset: number;
}

/**
 * @param text commands, one a line; blank lines and lines that begin with `#` are left out
 * @throws BackbenchError QUERY_UNREADABLE with the position of a quote that isn't closed rightly
 */
export function commandLines(text: string): CommandLine[] {
  const found: CommandLine[] = [];
  let offset = 0;
  text.split('\n').forEach((raw, index) => {
    const line = raw.trim();
    if (line !== '' && !line.startsWith('#')) {
      const words = commandWords(line, offset + raw.indexOf(line), index + 1);
      found.push({ words, text: line, line: index + 1, offset });
    }
    offset += raw.length + 1;
  });
  return found;
}

function commandWords(line: string, offset: number, number: number): (string | Buffer)[] {
  const words: (string | Buffer)[] = [];
  let at = 0;
  while (at < line.length) {
    if (/\s/.test(line.charAt(at))) {
      at += 1;
      continue;
    }
    const parts: (string | number)[] = [];
    while (at < line.length && !/\s/.test(line.charAt(at))) {
      const quote = line.charAt(at);
      if (quote !== '"' && quote !== "'") {
        parts.push(quote);
        at += 1;
        continue;
      }
      const end = quotedPart(line, at, parts);
      if (end === null || (end < line.length && !/\s/.test(line.charAt(end)))) {
        const what = end === null ? 'This quote is not closed' : 'A closing quote must be followed by a space';
        throw new BackbenchError('QUERY_UNREADABLE', {
          message: `Line ${String(number)}: ${what}.`, position: offset + (end === null ? at : end) + 1,
        });
      }
      at = end;
    }
    words.push(joined(parts));
  }
  return words;
}

/** Reads from the quote at `from` to its end; puts characters and bytes into `parts`. Null when it isn't closed. */
function quotedPart(line: string, from: number, parts: (string | number)[]): number | null {
  const quote = line.charAt(from);
  for (let at = from + 1; at < line.length;) {
    const character = line.charAt(at);
    if (character === quote) return at + 1;
    if (character === '\\' && quote === "'" && line.charAt(at + 1) === "'") {
      parts.push("'");
      at += 2;
    } else if (character === '\\' && quote === '"' && at + 1 < line.length) {
      const byte = /^x[0-9a-f]{2}/i.exec(line.slice(at + 1, at + 4));
      const letter = line.charAt(at + 1);
      parts.push(byte === null ? (ESCAPES[letter] ?? letter) : Number.parseInt(byte[0].slice(1), 16));
      at += byte === null ? 2 : 4;
    } else {
      parts.push(character);
      at += 1;
    }
  }
  return null;
}

function joined(parts: (string | number)[]): string | Buffer {
  if (parts.every((part) => typeof part === 'string')) return parts.join('');
  // Characters of one word stay together: half of a pair alone has no bytes.
  const chunks: Buffer[] = [];
  let text = '';
  for (const part of parts) {
    if (typeof part === 'string') {
      text += part;
    } else {
      chunks.push(Buffer.from(text), Buffer.of(part));
      text = '';
    }
  }
  return Buffer.concat([...chunks, Buffer.from(text)]);
}
