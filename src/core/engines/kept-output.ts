/** Keeps a bounded part of what a program prints, the beginning or the end, while all of it is read. */

export interface KeptOutput {
  push(bytes: Uint8Array): void;
  /** As UTF-8; bytes that are none, and a character that the limit cut, become U+FFFD. */
  text(): string;
  /** There was more than was kept. */
  readonly cut: boolean;
}

/** Keeps the first `maxBytes`. */
export function keepBeginning(maxBytes: number): KeptOutput {
  const parts: Uint8Array[] = [];
  let kept = 0;
  let cut = false;
  return {
    push(bytes) {
      const part = bytes.subarray(0, maxBytes - kept);
      cut ||= part.length < bytes.length;
      // A copy: the piece may be a view of a much larger chunk.
      if (part.length > 0) parts.push(Uint8Array.from(part));
      kept += part.length;
    },
    text: () => Buffer.concat(parts).toString('utf8'),
    get cut() {
      return cut;
    },
  };
}

/** Keeps the last `maxBytes`. */
export function keepEnd(maxBytes: number): KeptOutput {
  let parts: Uint8Array[] = [];
  let kept = 0;
  let cut = false;
  const shorten = (): void => {
    const all = Buffer.concat(parts);
    parts = [Buffer.from(all.subarray(Math.max(0, all.length - maxBytes)))];
    cut ||= all.length > maxBytes;
    kept = Math.min(all.length, maxBytes);
  };
  return {
    push(bytes) {
      parts.push(Uint8Array.from(bytes));
      kept += bytes.length;
      // Not at every piece: putting the parts together costs as much as all that is kept.
      if (kept > 2 * maxBytes) shorten();
    },
    text() {
      shorten();
      return Buffer.concat(parts).toString('utf8');
    },
    get cut() {
      return cut || kept > maxBytes;
    },
  };
}
