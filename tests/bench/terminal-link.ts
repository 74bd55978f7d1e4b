/** The bench's line to a driver (terminal-driver.ts) that runs in a measured terminal. */
import { createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export type DriverRequest =
  | { do: 'feed' | 'hash'; path: string; times: number }
  | { do: 'flood' | 'echo' };

export interface DriverAnswer {
  /** The terminal's size, told once, first of all. */
  cols?: number;
  rows?: number;
  /** A flood or an echo is under way. */
  begun?: true;
  ms?: number;
  /** Milliseconds since 1970. */
  at?: number;
  sha256?: string;
  error?: string;
}

/** A gigabyte takes a minute or two; past this the terminal hangs, in milliseconds. */
const ANSWER_MS = 300_000;

export class TerminalLink {
  readonly size: { cols: number; rows: number };
  readonly #socket: Socket;
  readonly #answers: AsyncIterator<string>;

  private constructor(socket: Socket, answers: AsyncIterator<string>, size: { cols: number; rows: number }) {
    this.#socket = socket;
    this.#answers = answers;
    this.size = size;
  }

  /**
   * Waits for a driver.
   * @param start types the command into the terminal; gets the port
   * @throws Error when none comes within the deadline
   */
  static async open(start: (port: number) => Promise<void>, withinMs: number): Promise<TerminalLink> {
    const server: Server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('no port to listen on');
      const connected = once(server, 'connection', { signal: AbortSignal.timeout(withinMs) });
      connected.catch(() => undefined); // Told below.
      await start(address.port);
      const [socket] = (await connected) as [Socket];
      const answers = createInterface({ input: socket })[Symbol.asyncIterator]();
      const { cols, rows } = await next(answers);
      if (cols === undefined || rows === undefined) throw new Error('the driver told no size');
      return new TerminalLink(socket, answers, { cols, rows });
    } finally {
      server.close();
    }
  }

  /** Asks for something and waits until it is done. @param begun called in between, for what has a beginning */
  async ask(request: DriverRequest, begun?: () => Promise<void>): Promise<DriverAnswer> {
    this.#socket.write(`${JSON.stringify(request)}\n`);
    let answer = await next(this.#answers);
    if (answer.begun === true) {
      await begun?.();
      answer = await next(this.#answers);
    }
    return answer;
  }

  /** Ends the driver. */
  dispose(): void {
    this.#socket.destroy();
  }
}

/** @throws Error when the driver is gone, takes too long or says so itself */
async function next(answers: AsyncIterator<string>): Promise<DriverAnswer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => { reject(new Error('the driver in the terminal does not answer')); }, ANSWER_MS);
  });
  try {
    const result = await Promise.race([answers.next(), late]);
    if (result.done === true) throw new Error('the driver in the terminal has ended');
    const answer = JSON.parse(result.value) as DriverAnswer;
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer;
  } finally {
    clearTimeout(timer);
  }
}
