/** Looks into a Redis without standing in anybody's way: keys with SCAN, values a part at a time, commands with MONITOR. */
import type { RedisCommands, RedisKeys, RedisValue } from '../../../shared/store-views.ts';
import type { Endpoint } from '../../engines/engine.ts';
import { withRedis, type RedisConnection } from './connection.ts';

/** Keys shown at most: a list that a person looks through. */
const MOST_KEYS = 500;
/** Keys that one SCAN looks at, and how many SCANs look for a prefix that hardly any key has. */
const SCAN_COUNT = 1_000;
const MOST_SCANS = 200;
/** Elements of a collection, and characters of a text, that are shown. */
const MOST_ELEMENTS = 500;
const MOST_CHARACTERS = 100_000;
/** Commands are told together so often, in milliseconds, and so many of them at most. */
const BUNDLE_MS = 150;
const MOST_IN_BUNDLE = 60;
/** A command longer than this is cut, in characters. */
const COMMAND_LENGTH = 500;

/** @throws BackbenchError SERVICE_UNREACHABLE; the signal's reason */
export async function redisKeys(endpoint: Endpoint, prefix: string, signal: AbortSignal): Promise<RedisKeys> {
  return withRedis(endpoint, { signal }, async ({ send }) => {
    const found = new Set<string>();
    let cursor = '0';
    let scans = 0;
    do {
      const [next, keys] = (await send(['SCAN', cursor, 'MATCH', `${globbed(prefix)}*`, 'COUNT', String(SCAN_COUNT)])) as [string, string[]];
      for (const key of keys) found.add(key);
      cursor = next;
      scans += 1;
    } while (cursor !== '0' && found.size <= MOST_KEYS && scans < MOST_SCANS);
    const keys = [...found].toSorted().slice(0, MOST_KEYS);
    const facts = await Promise.all(keys.map(async (key) => ({ key, type: String(await send(['TYPE', key])), ttlMs: ttl(await send(['PTTL', key])) })));
    // A key may have expired in between.
    return { keys: facts.filter(({ type }) => type !== 'none'), cut: cursor !== '0' || found.size > MOST_KEYS };
  });
}

/** A text as a pattern that means itself. */
const globbed = (text: string): string => text.replaceAll(/[\\*?[\]]/g, String.raw`\$&`);

const ttl = (reply: unknown): number | null => (typeof reply === 'number' && reply >= 0 ? reply : null);

/** @returns null when there is nothing under the key */
export async function redisValue(endpoint: Endpoint, key: string, signal: AbortSignal): Promise<RedisValue | null> {
  return withRedis(endpoint, { signal }, async ({ send }) => {
    const type = String(await send(['TYPE', key]));
    if (type === 'none') return null;
    const ttlMs = ttl(await send(['PTTL', key]));
    const { length, columns, rows } = await contents(send, type, key);
    return { key, type, ttlMs, length, columns, rows, cut: type === 'string' ? length > MOST_CHARACTERS : rows.length < length };
  });
}

type Contents = Pick<RedisValue, 'length' | 'columns' | 'rows'>;

async function contents(send: RedisConnection['send'], type: string, key: string): Promise<Contents> {
  const last = String(MOST_ELEMENTS - 1);
  switch (type) {
    case 'string':
      return { length: Number(await send(['STRLEN', key])), columns: ['value'], rows: [[String(await send(['GETRANGE', key, '0', String(MOST_CHARACTERS - 1)]))]] };
    case 'hash':
      return { length: Number(await send(['HLEN', key])), columns: ['field', 'value'], rows: pairs(await scanned(send, 'HSCAN', key)).slice(0, MOST_ELEMENTS) };
    case 'set':
      return { length: Number(await send(['SCARD', key])), columns: ['member'], rows: (await scanned(send, 'SSCAN', key)).slice(0, MOST_ELEMENTS).map((member) => [member]) };
    case 'list':
      return { length: Number(await send(['LLEN', key])), columns: ['index', 'element'], rows: texts(await send(['LRANGE', key, '0', last])).map((element, at) => [String(at), element]) };
    case 'zset':
      return { length: Number(await send(['ZCARD', key])), columns: ['member', 'score'], rows: pairs(texts(await send(['ZRANGE', key, '0', last, 'WITHSCORES']))) };
    case 'stream': {
      const entries = (await send(['XRANGE', key, '-', '+', 'COUNT', String(MOST_ELEMENTS)])) as [string, string[]][];
      return { length: Number(await send(['XLEN', key])), columns: ['id', 'fields'], rows: entries.map(([id, fields]) => [id, pairs(fields).map((pair) => pair.join(': ')).join(', ')]) };
    }
    default:
      return { length: 0, columns: ['value'], rows: [] };
  }
}

/** Elements of a hash or a set, by SCAN, which holds nobody up. */
async function scanned(send: RedisConnection['send'], command: 'HSCAN' | 'SSCAN', key: string): Promise<string[]> {
  const found: string[] = [];
  let cursor = '0';
  do {
    const [next, part] = (await send([command, key, cursor, 'COUNT', String(MOST_ELEMENTS)])) as [string, string[]];
    found.push(...part);
    cursor = next;
  } while (cursor !== '0' && found.length < 2 * MOST_ELEMENTS);
  return found;
}

const texts = (reply: unknown): string[] => (Array.isArray(reply) ? reply.map(String) : []);

function pairs(flat: readonly string[]): string[][] {
  return Array.from({ length: Math.floor(flat.length / 2) }, (_, at) => [flat[2 * at] ?? '', flat[2 * at + 1] ?? '']);
}

/** `1339518083.107412 [0 127.0.0.1:60866] "keys" "*"` */
const MONITORED = /^(\d+\.\d+) \[\d+ (\S+)\] (.*)$/s;

/**
 * The commands that the server gets, from whomever. When more come than a person can see, some are left out and counted.
 * Ends with the signal. @throws BackbenchError SERVICE_UNREACHABLE
 */
export async function* redisCommands(endpoint: Endpoint, signal: AbortSignal): AsyncGenerator<RedisCommands, void, void> {
  let bundle: RedisCommands = { commands: [], dropped: 0 };
  let wake = Promise.withResolvers<void>();
  const listening = Promise.withResolvers<void>();
  const over = new AbortController();
  const both = AbortSignal.any([signal, over.signal]);
  const work = withRedis(endpoint, { signal: both }, async ({ monitor }) => {
    await monitor((line) => {
      if (bundle.commands.length >= MOST_IN_BUNDLE) bundle.dropped += 1;
      else {
        const [, at = '0', from = '', text = ''] = MONITORED.exec(line) ?? [];
        bundle.commands.push({ at: Math.round(Number(at) * 1000), from, text: text.length > COMMAND_LENGTH ? `${text.slice(0, COMMAND_LENGTH)}…` : text });
      }
      wake.resolve();
    });
    listening.resolve();
    await new Promise((_, reject) => { both.addEventListener('abort', () => { reject(both.reason as Error); }, { once: true }); });
  });
  let failed: unknown = null;
  work.catch((error: unknown) => {
    failed = error;
    wake.resolve();
  });
  try {
    await Promise.race([listening.promise, work]);
    // Told at once that it listens: what is sent from now on comes.
    yield { commands: [], dropped: 0 };
    for (;;) {
      await wake.promise;
      await new Promise((done) => setTimeout(done, BUNDLE_MS));
      if (signal.aborted) return;
      if (failed !== null) throw failed as Error;
      wake = Promise.withResolvers<void>();
      const told = bundle;
      bundle = { commands: [], dropped: 0 };
      yield told;
    }
  } finally {
    over.abort();
    await work.catch(() => undefined);
  }
}
