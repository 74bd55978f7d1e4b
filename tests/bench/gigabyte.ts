/** A gigabyte through the app's terminal: every byte arrives as it was printed, and memory stays where it was. */
import { absoluteRow, ratioRow, type Row } from './measure.ts';
import { processMemory, total } from './process-memory.ts';
import { terminalFile } from './terminal-text.ts';
import { openOurs } from './terminals.ts';

const FILE_BYTES = 10_000_000;
/** A hundred megabytes first: by then every buffer has its size. */
const WARM_TIMES = 10;
const TIMES = 100;
const SAMPLE_MS = 1_000;

/** @param onRound tells a person how far it is @throws Error when a byte is lost or changed */
export async function benchGigabyte(onRound: (text: string) => void): Promise<Row[]> {
  const ours = await openOurs();
  const text = terminalFile(FILE_BYTES);
  const root = ours.app.process.pid ?? 0;
  let timer: NodeJS.Timeout | undefined;
  try {
    const peak = { warm: 0, rest: 0 };
    let part: keyof typeof peak = 'warm';
    let seconds = 0;
    timer = setInterval(() => {
      peak[part] = Math.max(peak[part], total(processMemory(root)));
      onRound(`${String(seconds += 1)} s, ${peak[part].toFixed(0)} MB of memory at most`);
    }, SAMPLE_MS);
    await ours.driver.ask({ do: 'feed', path: text.path, times: WARM_TIMES });
    part = 'rest';
    await ours.page.evaluate(hashWhatComes);
    const { sha256, ms = Number.NaN } = await ours.driver.ask({ do: 'hash', path: text.path, times: TIMES });
    const got = await ours.page.evaluate(() => (window as unknown as { finishHash(): Promise<{ sha256: string; bytes: number }> }).finishHash());
    if (got.sha256 !== sha256) throw new Error(`What arrived differs from what was printed: ${String(got.bytes)} bytes with hash ${got.sha256}, not ${String(sha256)}.`);
    const megabytes = text.bytes * TIMES / 1e6;
    onRound(`${megabytes.toFixed(0)} MB in ${(ms / 1_000).toFixed(0)} s, hash ${got.sha256}\n`);
    return [
      ratioRow('Terminal: memory of all processes during a gigabyte, against the 100 MB before', peak.rest, peak.warm, { limit: 1.25, goal: 1.1, rounds: 1, measured: 'MB' }),
      absoluteRow('Terminal: bytes of a gigabyte that did not arrive as printed (equal hashes)', 0, { limit: 0, goal: 0, rounds: 1, measured: 'MB' }),
    ];
  } finally {
    clearInterval(timer);
    text.dispose();
    await ours.dispose();
  }
}

/**
 * In the page: makes a hash of what comes for the terminal, as it comes out of the port. The browser has no hash that
 * grows, so that each block is hashed behind the hash of those before it, as the driver does it.
 */
function hashWhatComes(): void {
  const BLOCK = 1_048_576;
  const block = new Uint8Array(BLOCK);
  let [used, bytes] = [0, 0];
  let chain: Promise<Uint8Array> = Promise.resolve(new Uint8Array());
  const close = (): void => {
    const copy = block.slice(0, used);
    used = 0;
    chain = chain.then(async (before) => new Uint8Array(await crypto.subtle.digest('SHA-256', concat(before, copy))));
  };
  const concat = (a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> => {
    const whole = new Uint8Array(a.length + b.length);
    whole.set(a);
    whole.set(b, a.length);
    return whole;
  };
  const take = (chunk: Uint8Array): void => {
    bytes += chunk.length;
    for (let at = 0; at < chunk.length;) {
      const part = chunk.subarray(at, at + BLOCK - used);
      block.set(part, used);
      used += part.length;
      at += part.length;
      if (used === BLOCK) close();
    }
  };
  const seen = new WeakSet<MessageEvent>();
  const data = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'data');
  Object.defineProperty(MessageEvent.prototype, 'data', {
    configurable: true,
    get(this: MessageEvent) {
      const message = data?.get?.call(this) as { t?: unknown; bytes?: Uint8Array } | null;
      if (message?.t === 'data' && message.bytes !== undefined && !seen.has(this)) {
        seen.add(this);
        take(message.bytes);
      }
      return message;
    },
  });
  Object.assign(window, {
    finishHash: async () => {
      if (used > 0) close();
      return { bytes, sha256: [...await chain].map((byte) => byte.toString(16).padStart(2, '0')).join('') };
    },
  });
}
