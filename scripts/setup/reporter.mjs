// Shows the steps of set-up as they begin and end, one line each, with the time each took.

/** A long step says that it is still at work this often, in milliseconds: silence looks like a hang. */
const HEARTBEAT_MS = 20_000;

/**
 * @typedef {object} Step
 * @property {(text: string) => void} note says what the step is doing now
 */

export class Reporter {
  /** @param {{ stream?: NodeJS.WritableStream, quiet?: boolean }} [options] quiet: only steps that do something, no summary */
  constructor(options = {}) {
    this.stream = options.stream ?? process.stdout;
    this.quiet = options.quiet ?? false;
    this.startedAt = performance.now();
  }

  /** @param {string} text */
  line(text) {
    this.stream.write(`${text}\n`);
  }

  /**
   * Runs one step and reports it.
   * @template T
   * @param {string} title
   * @param {string} doing what it is about to do
   * @param {(step: Step) => Promise<T>} work
   * @returns {Promise<T>}
   */
  async step(title, doing, work) {
    const from = performance.now();
    let now = doing;
    this.line(`  … ${title}: ${doing}`);
    const beat = setInterval(() => this.line(`  … ${title}: ${now} (${seconds(from)})`), HEARTBEAT_MS);
    try {
      const result = await work({
        note: (text) => {
          now = text;
          this.line(`  … ${title}: ${text}`);
        },
      });
      this.line(`  ✓ ${title} (${seconds(from)})`);
      return result;
    } catch (error) {
      this.line(`  ✗ ${title} (${seconds(from)})`);
      throw error;
    } finally {
      clearInterval(beat);
    }
  }

  /** @returns {string} the time since this reporter was made */
  elapsed() {
    return seconds(this.startedAt);
  }
}

/** @param {number} from a performance.now() @returns {string} */
export function seconds(from) {
  return `${((performance.now() - from) / 1000).toFixed(1)} s`;
}
