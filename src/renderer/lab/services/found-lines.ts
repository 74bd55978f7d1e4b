/** Which lines of a log hold what is looked for, cut where it stands in them. */

export interface FoundLine {
  /** Its place in the log, from 0. */
  at: number;
  /** By turns what is not looked for and what is: `['GET ', '/x', ' 200']`. The first may be empty. */
  parts: readonly string[];
}

/** @param text plain text, upper and lower case alike; with nothing to look for every line is found whole */
export function foundLines(lines: readonly string[], text: string): FoundLine[] {
  const wanted = text.trim().toLowerCase();
  return lines.flatMap((line, at) => {
    if (wanted === '') return [{ at, parts: [line] }];
    const lower = line.toLowerCase();
    // A letter whose lower case is longer would shift every place behind it.
    if (lower.length !== line.length) return lower.includes(wanted) ? [{ at, parts: [line] }] : [];
    const parts: string[] = [];
    let from = 0;
    for (let found = lower.indexOf(wanted); found >= 0; found = lower.indexOf(wanted, from)) {
      parts.push(line.slice(from, found), line.slice(found, found + wanted.length));
      from = found + wanted.length;
    }
    return parts.length === 0 ? [] : [{ at, parts: [...parts, line.slice(from)] }];
  });
}
