/** The way from the terminals to a window, whatever carries it: a message port in the app, a plain object in tests. */
import type { TerminalToWindow } from '../../shared/terminal-protocol.ts';

export interface TerminalPort {
  /** Sends to the window. May throw when the window is gone; nothing is sent then. */
  post(message: TerminalToWindow): void;
  /** Calls back with what the window sends, unchecked. Returns its off switch. */
  onMessage(listener: (message: unknown) => void): () => void;
}
