/** Looks for a text in a workspace's files: plain text, file by file, with limits, until it is called off. */
import { isCode } from '../../shared/errors.ts';
import { type FileMatches, SEARCH_PLACES, type SearchMessage } from '../../shared/views.ts';
import type { Workspace } from './workspace.ts';

/** Larger files hold data, not what a learner wrote, in bytes. */
const MOST_BYTES = 1_000_000;
/** Places of one file; more of them help nobody. */
const MOST_IN_FILE = 200;
/** How much of a line is shown around a place, in characters. */
const BEFORE = 60;
const AROUND = 240;

export interface SearchRequest {
  text: string;
  matchCase: boolean;
  wholeWord: boolean;
}

/**
 * Yields each file that has the text, in the order of the tree, then how much was found.
 * @throws the signal's reason; BackbenchError of listing
 */
export async function* searchFiles(workspace: Pick<Workspace, 'list' | 'read'>, request: SearchRequest, signal: AbortSignal): AsyncGenerator<SearchMessage, void, void> {
  const pattern = patternOf(request);
  let files = 0;
  let places = 0;
  let cut = false;
  for (const entry of await workspace.list()) {
    signal.throwIfAborted();
    if (entry.kind !== 'file' || entry.bytes > MOST_BYTES) continue;
    const text = await readText(workspace, entry.path);
    if (text === null) continue;
    const found = placesIn(text, pattern, Math.min(MOST_IN_FILE, SEARCH_PLACES - places));
    if (found.places.length > 0) {
      files += 1;
      places += found.places.length;
      cut ||= found.cut;
      yield { type: 'file', file: { path: entry.path, places: found.places } };
    }
    if (places >= SEARCH_PLACES) {
      cut = true;
      break;
    }
  }
  yield { type: 'end', files, places, cut };
}

/** A pattern of the text as it stands; it can't run long, since nothing in it repeats. */
function patternOf({ text, matchCase, wholeWord }: SearchRequest): RegExp {
  const plain = text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
  const word = String.raw`[\p{L}\p{M}\p{N}_]`;
  return new RegExp(wholeWord ? `(?<!${word})${plain}(?!${word})` : plain, matchCase ? 'gu' : 'giu');
}

function placesIn(text: string, pattern: RegExp, most: number): { places: FileMatches['places']; cut: boolean } {
  const places: FileMatches['places'] = [];
  for (const [index, line] of text.split(/\r\n?|\n/).entries()) {
    for (const match of line.matchAll(pattern)) {
      if (places.length >= most) return { places, cut: true };
      const from = Math.max(0, match.index - BEFORE);
      places.push({ line: index + 1, column: match.index + 1, text: line.slice(from, from + AROUND), at: match.index - from, length: match[0].length });
    }
  }
  return { places, cut: false };
}

/** Null for what is no text, and for what has gone since it was listed. */
async function readText(workspace: Pick<Workspace, 'read'>, path: string): Promise<string | null> {
  try {
    return (await workspace.read(path)).text;
  } catch (error) {
    if (isCode(error, 'FILE_NOT_TEXT') || isCode(error, 'FILE_NOT_FOUND') || isCode(error, 'FILE_TOO_LARGE') || isCode(error, 'PATH_REFUSED')) return null;
    throw error;
  }
}
