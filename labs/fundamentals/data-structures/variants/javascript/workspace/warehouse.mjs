/**
 * Runs your structures: it reads operations from standard input, one a line, and prints what comes out.
 * `measure` compares the time of one operation when few and when many items are there. Nothing to change here.
 */
import { readFileSync } from 'node:fs';
import { DispatchList } from './dispatch-list.mjs';
import { PackingLine } from './packing-line.mjs';
import { PageCache } from './page-cache.mjs';

const FEW = 2_000;
const MANY = 64_000;
/** Operations of one round. They are timed in small batches, and the quickest batch counts: the machine has other work, too. */
const OPERATIONS = 500;
const BATCH = 50;
const ROUNDS = 7;
/** One round that takes longer is cut short: what is known by then is enough. */
const ROUND_LIMIT_NS = 1_500_000_000n;
const FILL_LIMIT_NS = 6_000_000_000n;

/** Does one operation of the stream and gives what it prints, or undefined. */
const DOES = {
  queue: () => {
    const line = new PackingLine();
    return { add: (order) => line.add(order), take: () => line.take() ?? '-', size: () => line.size };
  },
  cache: ([capacity]) => {
    const cache = new PageCache(Number(capacity));
    return { put: (key, page) => cache.put(key, page), get: (key) => cache.get(key) ?? '-' };
  },
  dispatch: () => {
    const list = new DispatchList();
    return { add: (order, due) => list.add(order, Number(due)), take: () => list.take() ?? '-' };
  },
};

function play(structure, parameters) {
  const does = DOES[structure](parameters);
  const printed = [];
  for (const line of readFileSync(0, 'utf8').split('\n')) {
    const [operation, ...words] = line.trim().split(' ');
    if (operation === '') continue;
    const result = does[operation](...words);
    if (['take', 'get', 'size'].includes(operation)) printed.push(String(result));
  }
  console.log(printed.join('\n'));
}

/** Work with n items: `fill` makes them, `step(i)` is one operation that is timed. */
const WORK = {
  queue: (n) => {
    const line = new PackingLine();
    return {
      adds: n,
      fill: (i) => line.add(`order-${i}`),
      step: (i) => {
        expect(line.take(), `order-${i}`);
        line.add(`order-${n + i}`);
      },
    };
  },
  cache: (n) => {
    const cache = new PageCache(n);
    const page = (i) => `page-${i}`;
    return {
      adds: n * 1.5,
      fill: (i) => cache.put(page(i), i),
      step: (i) => {
        expect(cache.get(page(n + i)), n + i);
        cache.put(page(n * 1.5 + i), n * 1.5 + i);
        expect(cache.get(page(n / 2 + i)), undefined);
      },
    };
  },
  dispatch: (n) => {
    const list = new DispatchList();
    let last = 0;
    // The same scattered numbers on every machine.
    const scattered = (i) => (i * 7919) % 10_007;
    return {
      adds: n,
      fill: (i) => list.add(String(scattered(i)), scattered(i)),
      step: (i) => {
        const due = Number(list.take());
        if (!(due >= last)) fail(`take gave an order that is due at ${due} after one that is due at ${last}`);
        last = due;
        const next = due + scattered(i);
        list.add(String(next), next);
      },
    };
  },
};

function fail(message) {
  console.error(`measure: ${message}`);
  process.exit(1);
}

function expect(got, wanted) {
  if ((got ?? undefined) !== wanted) fail(`got ${got}, expected ${wanted}`);
}

/** Nanoseconds of one operation with n items there. */
function time(structure, n) {
  const { adds, fill, step } = WORK[structure](n);
  const begin = process.hrtime.bigint();
  let batch = begin;
  for (let i = 0; i < adds; i++) {
    fill(i);
    if (i % 64 !== 63) continue;
    const now = process.hrtime.bigint();
    if (now - begin > FILL_LIMIT_NS) return Number(now - batch) / 64;
    batch = now;
  }
  // The first one may have put-off work to do, such as turning the whole line around once; it is not timed.
  step(0);
  const start = process.hrtime.bigint();
  let quickest = Infinity;
  for (let done = 0; done < OPERATIONS && process.hrtime.bigint() - start < ROUND_LIMIT_NS;) {
    const from = process.hrtime.bigint();
    for (let i = 0; i < BATCH; i++) step(++done);
    quickest = Math.min(quickest, Number(process.hrtime.bigint() - from) / BATCH);
  }
  return quickest;
}

function measure(structure) {
  let [few, many] = [Infinity, Infinity];
  const begin = process.hrtime.bigint();
  for (let round = 0; round < ROUNDS; round++) {
    few = Math.min(few, time(structure, FEW));
    many = Math.min(many, time(structure, MANY));
    if (process.hrtime.bigint() - begin > 2n * ROUND_LIMIT_NS) break;
  }
  const times = Math.round((many / few) * 10) / 10;
  console.log(JSON.stringify({ structure, few: FEW, many: MANY, ns_few: Math.round(few), ns_many: Math.round(many), times_slower: times }));
}

const [command, ...parameters] = process.argv.slice(2);
if (command === 'measure' && WORK[parameters[0]] !== undefined) measure(parameters[0]);
else if (DOES[command] !== undefined) play(command, parameters);
else {
  console.error('usage: warehouse (queue | cache CAPACITY | dispatch) < operations, or: warehouse measure (queue | cache | dispatch)');
  process.exit(2);
}
