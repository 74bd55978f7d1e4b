/** What stands between an earlier shell's output and the shell that took its place. */
import { terminalWords } from '../../shared/messages-english-terminal.ts';

/**
 * Takes back what a program may have left switched on when it was ended: the alternate screen (by 1047: 1049 would move the cursor), mouse reports, bracketed
 * paste, application keys, a hidden cursor, colours, the scroll region, a half-finished sequence (CAN), and the prompt's open mark.
 */
const CALM = '\x18\x1b[?1047l\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1004l\x1b[?2004l\x1b[?1l\x1b>\x1b[?25h\x1b[0m\x1b(B\x1b7\x1b[r\x1b8\x1b]133;D\x07';

/** @param old what the earlier shell printed @returns it, followed by a line that says so */
export function withFreshShellLine(old: Uint8Array): Uint8Array {
  return new Uint8Array(Buffer.concat([old, Buffer.from(`${CALM}\r\n\x1b[90m── ${terminalWords.freshShell} ──\x1b[0m\r\n`)]));
}
