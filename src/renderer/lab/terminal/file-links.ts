/** Names of files in what a terminal printed: `src/app.js:12:5`, `File "app.py", line 3`, paths of the shell's own view. */

export interface NamedFile {
  /** Where the words stand in the text, from 0; the end is behind the last one. */
  start: number;
  end: number;
  /** As it was printed. */
  path: string;
  line: number | null;
  column: number | null;
}

/** Where the shell is, as its integration tells (OSC 633;P); null until it has. */
export interface ShellPlace {
  workspace: string;
  cwd: string;
}

/** Longer lines are data, not messages. */
const MOST_CHARACTERS = 4_000;

const PYTHON = /File "([^"\n]{1,400})", line (\d{1,7})/g;
/** A run of characters of paths, then `:line`, `:line:column` or `(line,column)`. */
const PLAIN = /(?:file:\/\/)?([\p{L}\p{M}\p{N}_.@~+/-]{2,400})(?::(\d{1,7})(?::(\d{1,7}))?|\((\d{1,7}),(\d{1,7})\))?/gu;

/** Everything that could name a file; {@link inWorkspace} tells which of it does. */
export function namedFiles(text: string): NamedFile[] {
  if (text.length > MOST_CHARACTERS) return [];
  const python = [...text.matchAll(PYTHON)].map((match): NamedFile => ({
    start: match.index, end: match.index + match[0].length, path: match[1] ?? '', line: toNumber(match[2]), column: null,
  }));
  const plain = [...text.matchAll(PLAIN)].flatMap((match): NamedFile[] => {
    const line = toNumber(match[2] ?? match[4]);
    const path = match[1] ?? '';
    // A full stop behind a name ends the sentence.
    const dots = line === null ? path.length - path.replace(/[.]+$/, '').length : 0;
    return [{ start: match.index, end: match.index + match[0].length - dots, path: path.slice(0, path.length - dots), line, column: toNumber(match[3] ?? match[5]) }];
  });
  return [...python, ...plain.filter((each) => !python.some((other) => each.start < other.end && other.start < each.end))];
}

/**
 * @param files the paths of the workspace
 * @returns the file's path in the workspace, or null when there is no such file
 */
export function inWorkspace(path: string, place: ShellPlace | null, files: ReadonlySet<string>): string | null {
  if (path.startsWith('/')) {
    const root = place === null ? null : `${place.workspace.replace(/\/$/, '')}/`;
    const inside = root !== null && path.startsWith(root) ? joined('', path.slice(root.length)) : null;
    return inside !== null && files.has(inside) ? inside : null;
  }
  const here = place === null ? '' : folderIn(place);
  // A program may name files from its project's folder, wherever it was started.
  for (const from of here === null ? [''] : [here, '']) {
    const candidate = joined(from, path);
    if (candidate !== null && files.has(candidate)) return candidate;
  }
  return null;
}

/** The shell's folder, from the workspace; null when it is outside. */
function folderIn({ workspace, cwd }: ShellPlace): string | null {
  if (cwd === workspace) return '';
  return cwd.startsWith(`${workspace}/`) ? cwd.slice(workspace.length + 1) : null;
}

/** Joins and takes `.` and `..` out; null when that leaves the workspace. */
function joined(folder: string, path: string): string | null {
  const parts: string[] = [];
  for (const part of `${folder}/${path}`.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join('/');
}

const toNumber = (digits: string | undefined): number | null => (digits === undefined ? null : Number(digits));
