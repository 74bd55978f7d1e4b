/**
 * How the window gets its ports. The preload exposes `window.backbench.connect()` for that, `dropped()` for
 * files that a person drops on the page, `command`, and nothing else. Each call of connect() makes fresh ports, which the preload hands over with window.postMessage.
 *
 * The page listens for `message` first, then calls connect() once. It takes messages whose `source` is
 * the window itself and whose `data` passes {@link portsKind}; `ports` holds, in this order:
 *
 *   main  [calls of mainContract]                      once per connect()
 *   host  [calls of hostContract, terminal bytes]      after connect(), and again whenever a new lab host
 *                                                      has taken the place of one that died
 *
 * New ports replace the old ones of the same kind, which are closed then. What is sent on a port before
 * its other side is ready waits there and is not lost.
 */
export type PortsKind = 'main' | 'host';

/** What the preload exposes as `window.backbench`. */
export interface WindowBridge {
  /** How the command line is called here. */
  readonly command: string;
  connect(): void;
  /**
   * Lets the lab host read files that were dropped on the page. Only files that came from a person's hand have a path.
   * @returns a token for each, for one call; none while there is no lab host
   */
  dropped(files: readonly File[]): Promise<string[]>;
}

/** The data of the message that brings ports. */
export interface PortsMessage {
  backbench: PortsKind;
}

/** Tells whether a message's data announces ports, and which. Null for anything else. */
export function portsKind(data: unknown): PortsKind | null {
  if (typeof data !== 'object' || data === null) return null;
  const kind = (data as Record<string, unknown>)['backbench'];
  return kind === 'main' || kind === 'host' ? kind : null;
}
