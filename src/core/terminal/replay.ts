/**
 * Makes old output fit to be shown again. A program's requests to the terminal ("where is the cursor?",
 * "which colours?") are taken out: they were answered when they were new, and a second answer would
 * arrive in the shell as if the learner had typed it.
 */

/** How far into a cut beginning a line's end is looked for: longer lines are rare and lose little. */
const LINE_SEARCH_BYTES = 8_192;

/** The start of a control sequence: ESC [ or its one-character form, which is two bytes in UTF-8. */
const CSI = '(?:\\x1b\\[|\\xc2\\x9b)';
/** The end of a string sequence: BEL, ESC \, or its one-character form. */
const ST = '(?:\\x07|\\x1b\\\\|\\xc2\\x9c)';
/** The inside of a string sequence that a request can have; longer ones are no requests. */
const TEXT = '[^\\x07\\x1b\\xc2]{0,256}';

/**
 * The requests that terminals answer, from xterm's control sequence list (ctlseqs): device attributes,
 * status and cursor reports, modes, version, window reports, settings, capabilities, colours, clipboard.
 */
const REQUESTS = new RegExp(
  [
    `${CSI}[?>=]?[\\d;]*c`,
    '\\x1bZ',
    `${CSI}\\??[\\d;]*n`,
    `${CSI}\\??[\\d;]*\\$p`,
    `${CSI}>[\\d;]*q`,
    `${CSI}\\?u`,
    `${CSI}[01]?x`,
    `${CSI}(?:1[1345689]|2[01])(?:;\\d*)*t`,
    `(?:\\x1bP|\\xc2\\x90)[$+]q${TEXT}${ST}`,
    `(?:\\x1b\\]|\\xc2\\x9d)(?:4|5|1\\d|52|60|702)(?:;${TEXT})?;\\?${TEXT}${ST}`,
    '\\x05',
  ].join('|'),
  'g',
);

/**
 * @param bytes what the terminal printed
 * @param cut true when older output is missing, so that the first bytes may be half a character or half
 *   a sequence; the rest of that line is left out then
 * @returns the bytes to show; an array of its own
 */
export function replayable(bytes: Uint8Array, cut: boolean): Uint8Array {
  const whole = cut ? bytes.subarray(lineStart(bytes)) : bytes;
  // One character a byte: sequences are ASCII, and every other byte passes unchanged.
  const text = Buffer.from(whole.buffer, whole.byteOffset, whole.byteLength).toString('latin1');
  return new Uint8Array(Buffer.from(text.replace(REQUESTS, ''), 'latin1'));
}

/** Where the first whole line begins, or else the first whole character. */
function lineStart(bytes: Uint8Array): number {
  const end = bytes.subarray(0, LINE_SEARCH_BYTES).indexOf(0x0a);
  if (end !== -1) return end + 1;
  let at = 0;
  // 10xxxxxx continues a UTF-8 character.
  while (at < bytes.length && ((bytes[at] ?? 0) & 0xc0) === 0x80) at += 1;
  return at;
}
