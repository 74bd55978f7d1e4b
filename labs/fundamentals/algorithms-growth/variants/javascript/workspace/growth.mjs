/** Runs what you write on small inputs, and measures how its cost grows. Nothing to change here. */
import { readFileSync } from 'node:fs';
import { forecast, slope } from './forecast.mjs';
import { customerNames } from './join.mjs';
import { best, compare } from './ranking.mjs';
import { binarySearch, linearSearch } from './search.mjs';

const SIZES = [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000];
const JOIN_SIZES = [1_000, 2_000, 4_000, 8_000];
/** How long one size of the join is timed, in milliseconds; the quickest run counts. */
const JOIN_MS = 250;

/** A sorted list of order numbers that counts how often somebody looks at one of its places. */
class Shelf {
  #numbers;
  looks = 0;

  constructor(numbers) {
    this.#numbers = numbers;
  }

  get length() {
    return this.#numbers.length;
  }

  /** The order number at this place, from 0. */
  at(place) {
    this.looks += 1;
    return this.#numbers[place];
  }
}

function fail(message) {
  console.error(`growth: ${message}`);
  process.exit(1);
}

const input = () => readFileSync(0, 'utf8').split('\n').map((line) => line.trim()).filter((line) => line !== '');

/** Numbers that look random and are the same on every machine. */
function* scattered() {
  for (let x = 1; ; ) {
    x = (x * 16_807) % 2_147_483_647;
    yield x;
  }
}

function find(wanted) {
  const numbers = input().map(Number);
  for (const each of wanted.map(Number)) {
    console.log(`${each} ${linearSearch(new Shelf(numbers), each)} ${binarySearch(new Shelf(numbers), each)}`);
  }
}

/** The most looks that a search needs, over some places and a number that is not there. */
function mostLooks(search, numbers) {
  let most = 0;
  const places = [0, 1, numbers.length >> 1, numbers.length - 2, numbers.length - 1, -1];
  for (const place of places) {
    const shelf = new Shelf(numbers);
    const wanted = place < 0 ? 10_000 + 2 * numbers.length : numbers[place];
    const found = search(shelf, wanted);
    if (found !== place) fail(`${search.name} gave ${found} for ${wanted}, which is at ${place}`);
    most = Math.max(most, shelf.looks);
  }
  return most;
}

function measureSearch() {
  console.log('items,linear,binary');
  for (const size of SIZES) {
    const numbers = Array.from({ length: size }, (_, i) => 10_001 + 2 * i);
    console.log(`${size},${mostLooks(linearSearch, numbers)},${mostLooks(binarySearch, numbers)}`);
  }
}

function showBest(count) {
  const products = input().map((line) => {
    const [sku, sold] = line.split(' ');
    return { sku, sold: Number(sold) };
  });
  for (const { sku, sold } of best(products, count, compare)) console.log(`${sku} ${sold}`);
}

function measureBest() {
  console.log('items,comparisons,per_item');
  for (const size of SIZES) {
    const random = scattered();
    const products = Array.from({ length: size }, (_, i) => ({ sku: `TEA-${i}`, sold: random.next().value }));
    let comparisons = 0;
    const bySold = (a, b) => {
      comparisons += 1;
      return b.sold - a.sold;
    };
    const found = best(products, 10, bySold).map((product) => product.sold);
    const wanted = products.map((product) => product.sold).sort((a, b) => b - a).slice(0, 10);
    if (found.join() !== wanted.join()) fail(`the best ten of ${size} are not the best ten`);
    console.log(`${size},${comparisons},${(comparisons / size).toFixed(1)}`);
  }
}

function showNames() {
  const [orders, customers] = [[], []];
  for (const line of input()) {
    const [kind, id, ...rest] = line.split(' ');
    if (kind === 'customer') customers.push({ id: Number(id), name: rest.join(' ') });
    else orders.push({ id: Number(id), customerId: rest[0] === '-' ? null : Number(rest[0]) });
  }
  const names = customerNames(orders, customers);
  for (const [i, name] of names.entries()) console.log(`${orders[i]?.id} ${name}`);
}

function joinInput(size) {
  const random = scattered();
  const customers = Array.from({ length: size / 2 }, (_, i) => ({ id: i + 1, name: `customer ${i + 1}` }));
  const orders = Array.from({ length: size }, (_, i) => ({ id: 10_001 + i, customerId: 1 + (random.next().value % customers.length) }));
  return { orders, customers };
}

/** Milliseconds of the quickest join of this size. */
function quickestJoin(size) {
  const { orders, customers } = joinInput(size);
  let quickest = Infinity;
  const begin = performance.now();
  do {
    const start = performance.now();
    const names = customerNames(orders, customers);
    quickest = Math.min(quickest, performance.now() - start);
    if (names.length !== size || names.some((name, i) => name !== `customer ${orders[i].customerId}`)) fail(`the names of ${size} orders are not right`);
  } while (performance.now() - begin < JOIN_MS);
  return quickest;
}

function measureJoin() {
  quickestJoin(JOIN_SIZES[0]); // The engine translates what runs often into machine code. It shall have done so before time is taken.
  console.log('orders,milliseconds,times_the_first');
  let first = null;
  for (const size of JOIN_SIZES) {
    const milliseconds = quickestJoin(size);
    first ??= milliseconds;
    console.log(`${size},${milliseconds.toFixed(3)},${(milliseconds / first).toFixed(1)}`);
  }
}

function showForecast(items) {
  const rows = input().slice(1).map((line) => {
    const [size, cost] = line.split(',').map(Number);
    return { items: size, cost };
  });
  console.log(`slope ${slope(rows).toFixed(2)}`);
  console.log(`${items} items: ${Math.round(forecast(rows, items))}`);
}

const [command, ...parameters] = process.argv.slice(2);
const commands = {
  find: () => find(parameters),
  search: measureSearch,
  best: () => showBest(Number(parameters[0])),
  ranking: measureBest,
  names: showNames,
  joining: measureJoin,
  forecast: () => showForecast(Number(parameters[0])),
};
if (commands[command] === undefined) {
  console.error('usage: growth (find NUMBER… | best COUNT | names | forecast ITEMS) < input, or: growth (search | ranking | joining)');
  process.exit(2);
}
commands[command]();
