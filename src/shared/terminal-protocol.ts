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
 * Flow control, in bytes not yet acknowledged. The numbers are VS Code's (FlowControlConstants in its
 * terminal platform code): pause above the high mark, go on below the low mark, acknowledge in steps.
 */
export const FLOW = { highBytes: 100_000, lowBytes: 5_000, ackBytes: 5_000 } as const;

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
