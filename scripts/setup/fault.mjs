// An error made for a person: what happened, and what to do next.

export class SetupFault extends Error {
  /**
   * @param {string} what what happened, one or two sentences
   * @param {{ next: string, log?: string, tail?: string[] }} more what to do; the log file; its last lines
   */
  constructor(what, more) {
    super(what);
    this.name = 'SetupFault';
    this.next = more.next;
    this.log = more.log;
    this.tail = more.tail ?? [];
  }

  /** @returns {string} all of it as lines for a terminal */
  describe() {
    const lines = [`✗ ${this.message}`];
    for (const line of this.tail) lines.push(`    ${line}`);
    if (this.log !== undefined) lines.push(`  The whole output: ${this.log}`);
    for (const line of this.next.split('\n')) lines.push(`  ${line}`);
    return lines.join('\n');
  }
}

/**
 * Ends the process on an error that nothing caught, in words a person can use.
 * @param {unknown} error
 * @param {number} [exitCode]
 * @returns {never}
 */
export function exitWithFault(error, exitCode = 1) {
  if (error instanceof SetupFault) process.stderr.write(`${error.describe()}\n`);
  else process.stderr.write(`✗ ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(exitCode);
}
