/**
 * The terminal port's messages. One port per window carries all its terminals; calls (open, resize,
 * close) go by the contract, only bytes and their acknowledgements go here.
 *
 * A terminal's bytes flow when the window has called `terminal.attach`, after `terminal.open` as well as
 * after a reload: so the window has its terminal on the screen before the first byte comes. The first
 * bytes are what was printed lately (requests to the terminal, such as "where is the cursor?", are left
 * out of them, so that nothing answers twice). All bytes, these too, are to be acknowledged. `exit` comes
 * after the last byte; the terminal is gone then. A new port starts with nothing attached.
 */

/** From the lab host to the window. */
export type TerminalToWindow =
  | { t: 'data'; terminal: string; bytes: Uint8Array }
  | { t: 'exit'; terminal: string; exitCode: number | null };

/** From the window to the lab host. */
export type TerminalToHost =
  | { t: 'input'; terminal: string; data: string }
  /** Bytes that xterm has parsed since the last acknowledgement. */
  | { t: 'ack'; terminal: string; bytes: number };

/**
 * Flow control, in bytes not yet acknowledged: pause above the high mark, go on below the low mark, acknowledge in
 * steps. A window parses some 15 MB each second, so the high mark is 20 ms of work, more than a round trip takes; the low
 * mark leaves the window enough to do until fresh bytes come. With VS Code's numbers (100,000 and 5,000) a flood took
 * twice as long, because the window had nothing to do for half of the time (`npm run bench -- --only terminal`).
 */
export const FLOW = { highBytes: 256_000, lowBytes: 128_000, ackBytes: 16_000 } as const;

/** Checks one message from the window by hand: this path carries keystrokes and must stay cheap. */
export function parseTerminalToHost(message: unknown): TerminalToHost | null {
  if (typeof message !== 'object' || message === null) return null;
  const m = message as Record<string, unknown>;
  if (typeof m['terminal'] !== 'string' || m['terminal'].length > 64) return null;
  if (m['t'] === 'input' && typeof m['data'] === 'string' && m['data'].length <= 1_000_000) {
    return { t: 'input', terminal: m['terminal'], data: m['data'] };
  }
  if (m['t'] === 'ack' && typeof m['bytes'] === 'number' && Number.isSafeInteger(m['bytes']) && m['bytes'] > 0) {
    return { t: 'ack', terminal: m['terminal'], bytes: m['bytes'] };
  }
  return null;
}
