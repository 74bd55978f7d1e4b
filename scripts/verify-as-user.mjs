// `backbench labs verify` for root: PostgreSQL refuses root, so the command runs as the ordinary user that the app
// runs as. That user can't write to the checkout: what the command writes is carried over when it has ended.
import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runAsOrdinaryUser, writableFolder } from './ordinary-user.mjs';
import { fromCheckout, inCheckout, nodeHere } from './setup/paths.mjs';

/** Options that name something to be read, and something to be written. */
const READS = ['--labs'];
const WRITES = ['--report'];

/** @param {string[]} words the command line @returns {boolean} whether native PostgreSQL may be needed */
export function wantsOrdinaryUser(words) {
  const engine = words.find((_, index) => words[index - 1] === '--engine') ?? words.find((word) => word.startsWith('--engine='))?.slice('--engine='.length);
  return words[0] === 'labs' && words[1] === 'verify' && engine !== 'docker';
}

/** @param {string[]} words @returns {Promise<number>} the exit code */
export async function verifyAsOrdinaryUser(words) {
  const outputs = writableFolder('out', 'verify');
  /** @type {{ made: string, wanted: string }[]} */
  const carried = [];
  const args = splitOptions(words).map((word, index, all) => {
    const option = all[index - 1] ?? '';
    if (READS.includes(option)) return fromCheckout(resolve(word));
    // Kept in the checkout, where that user may write to it; elsewhere it is the caller's to see to that.
    if (option === '--keep') return fromCheckout(resolve(word)) === resolve(word) ? word : writableFolder(fromCheckout(resolve(word)));
    if (!WRITES.includes(option)) return word;
    const made = join(outputs, `${option.slice(2)}-${process.pid}`);
    carried.push({ made, wanted: resolve(word) });
    return made;
  });
  if (words.includes('--write-index')) {
    const made = join(outputs, `index-${process.pid}`);
    const labs = splitOptions(words).find((_, index, all) => all[index - 1] === '--labs');
    carried.push({ made, wanted: join(labs === undefined ? inCheckout('labs') : resolve(labs), 'index.json') });
    args.push('--index-file', made);
  }
  const { code } = await runAsOrdinaryUser([nodeHere, join('out', 'main', 'cli.js'), ...args]);
  for (const { made, wanted } of carried) {
    if (!existsSync(inCheckout(made))) continue;
    copyFileSync(inCheckout(made), wanted);
    rmSync(inCheckout(made));
  }
  return code;
}

/** `--option=value` as two words. @param {string[]} words */
const splitOptions = (words) => words.flatMap((word) => {
  const [, option, value] = /^(--[\w-]+)=(.*)$/s.exec(word) ?? [];
  return option === undefined || value === undefined ? [word] : [option, value];
});
