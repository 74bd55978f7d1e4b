/** Plays the slow world around your code: suppliers that are asked for prices, and a stock that is read and written. Nothing to change here. */
import { setTimeout as sleep } from 'node:timers/promises';
import { allAtOnce } from './all-at-once.mjs';
import { Checkout } from './checkout.mjs';
import { fewAtOnce } from './few-at-once.mjs';
import { inTime } from './in-time.mjs';

const CITIES = ['Kochi', 'Pune', 'Jaipur', 'Srinagar', 'Munnar', 'Coonoor', 'Guntur', 'Unjha', 'Erode', 'Sangli', 'Nagpur', 'Indore'];
/** How often a call that waits for others looks whether somebody came, and the pause between two looks: about a second. Looks
 * are counted and not milliseconds, so that a slow machine gives everybody their chance. Once in vain, and nobody waits any more. */
const LOOKS = 100;
const LOOK_MS = 10;
const DEADLINE_MS = 5_000;

/** The switchboard of the suppliers. It answers as soon as as many calls are open as the test wants to see. */
class Switchboard {
  open = 0;
  most = 0;
  heldUp = false;
  #waiting = [];
  #answered = 0;
  /** Counts what happens: calls that begin, calls that end. */
  #moves = 0;
  #patient = true;

  constructor({ suppliers, limit, refuse = false }) {
    Object.assign(this, { suppliers, limit, refuse });
  }

  /** @param kind `prompt`, `held` (answers after all others), `fails`, or `silent` (never answers) */
  async call(kind, price, signal) {
    signal?.throwIfAborted();
    if (this.refuse && this.open >= this.limit) throw new Error(`refused: ${this.open} calls are open already`);
    this.open += 1;
    this.#moves += 1;
    this.most = Math.max(this.most, this.open);
    try {
      if (kind === 'fails') throw new Error('the line is dead');
      if (kind === 'silent') await new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
      else if (kind === 'held') await this.#hold();
      else await this.#wait();
      return price;
    } finally {
      this.open -= 1;
      this.#moves += 1;
      this.#answered += 1;
      this.#answerIfEnough();
    }
  }

  async #hold() {
    this.heldUp = !await this.#until(() => this.#answered >= this.suppliers - 1);
  }

  /** Looks until `done`. @returns false when nothing has happened for so many looks */
  async #until(done) {
    let seen = this.#moves;
    for (let looks = 0; looks < LOOKS; looks += 1) {
      if (done()) return true;
      if (seen !== this.#moves) looks = 0;
      seen = this.#moves;
      await sleep(LOOK_MS);
    }
    return done();
  }

  #wait() {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#answerIfEnough();
      this.#until(() => !this.#waiting.includes(resolve)).then((answered) => {
        if (answered) return;
        this.#patient = false;
        this.#answerIfEnough();
      });
    });
  }

  /** Answers in reverse order: who was asked last answers first. */
  #answerIfEnough() {
    if (this.#patient && this.open < Math.min(this.limit, this.suppliers - this.#answered)) return;
    const waiting = this.#waiting.splice(0).reverse();
    for (const [i, resolve] of waiting.entries()) setTimeout(resolve, 2 * i);
  }

  supplier(i, kind = 'prompt') {
    return { name: CITIES[i], price: (signal) => this.call(kind, 300 + 17 * i, signal) };
  }
}

/** What is left of an article. Reading and writing take a while, and others may come in between. */
class Stock {
  #reading = 0;
  #patient = true;

  constructor(left, buyers, failures = 0) {
    Object.assign(this, { left, buyers, failures });
  }

  /** @returns how many are left */
  async read() {
    const found = this.left;
    if (this.failures > 0) {
      this.failures -= 1;
      await sleep(5);
      throw new Error('the stock could not be read');
    }
    this.#reading += 1;
    for (let looks = 0; this.#patient && this.#reading < this.buyers; looks += 1) {
      if (looks >= LOOKS / 3) this.#patient = false;
      await sleep(LOOK_MS);
    }
    await sleep(5);
    this.#reading = Math.max(0, this.#reading - 1);
    return found;
  }

  /** Writes how many are left now. */
  async write(left) {
    await sleep(2);
    this.left = left;
  }

  /** Writes only if still `expected` are left, in one step. @returns whether it wrote */
  async replace(expected, left) {
    await sleep(2);
    if (this.left !== expected) return false;
    this.left = left;
    return true;
  }
}

const printPrices = (suppliers, prices) => suppliers.forEach(({ name }, i) => console.log(`${name} ${prices[i] ?? '-'}`));

async function together() {
  const board = new Switchboard({ suppliers: 6, limit: 6 });
  const suppliers = CITIES.slice(0, 6).map((_, i) => board.supplier(i));
  printPrices(suppliers, await allAtOnce(suppliers));
  console.log(`most at once: ${board.most}`);
}

async function limited(kindOfFirst) {
  const board = new Switchboard({ suppliers: 12, limit: 4, refuse: true });
  const suppliers = CITIES.map((_, i) => board.supplier(i, i === 0 ? kindOfFirst : 'prompt'));
  printPrices(suppliers, await fewAtOnce(suppliers, 4));
  console.log(kindOfFirst === 'held' ? `held up by Kochi: ${board.heldUp ? 'yes' : 'no'}` : `most at once: ${board.most}`);
}

async function late(kinds) {
  const board = new Switchboard({ suppliers: 6, limit: 1 });
  const suppliers = CITIES.slice(0, 6).map((_, i) => board.supplier(i, kinds[i]));
  printPrices(suppliers, await inTime(suppliers, 500));
  for (let round = 0; board.open > 0 && round < 100; round++) await sleep(10);
  console.log(`still open: ${board.open}`);
}

async function race(failures) {
  const [buyers, packets] = [8, 5];
  const stock = new Stock(packets, buyers, failures);
  const checkout = new Checkout(stock);
  const outcomes = await Promise.allSettled(Array.from({ length: buyers }, () => checkout.buy()));
  const count = (test) => outcomes.filter(test).length;
  console.log(`sold: ${count(({ value }) => value === true)}`);
  console.log(`turned away: ${count(({ value }) => value === false)}`);
  console.log(`failed: ${count(({ status }) => status === 'rejected')}`);
  console.log(`left: ${stock.left}`);
}

const commands = {
  together,
  limited: () => limited('prompt'),
  held: () => limited('held'),
  silent: () => late(['prompt', 'prompt', 'silent', 'prompt', 'prompt', 'prompt']),
  failing: () => late(['prompt', 'prompt', 'prompt', 'fails', 'prompt', 'prompt']),
  race: () => race(0),
  stumble: () => race(1),
};

const command = commands[process.argv[2]];
if (command === undefined) {
  console.error(`usage: market (${Object.keys(commands).join(' | ')})`);
  process.exit(2);
}
setTimeout(() => {
  console.error(`market: no result after ${DEADLINE_MS / 1000} seconds; something waits for ever`);
  process.exit(1);
}, DEADLINE_MS);
await command();
process.exit(0);
