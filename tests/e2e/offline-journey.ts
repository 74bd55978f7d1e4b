/**
 * The journey of a learner without a network: run by offline.test.ts in a network namespace of its own.
 * With `--plant`, the app makes one outbound request on the way, which the test must then notice.
 */
import { BackbenchApp } from './app.ts';
import { Desk } from './desk.ts';

const app = await BackbenchApp.launch();
try {
  const desk = new Desk(app.page);
  await desk.welcome();
  await desk.engine('Native services only');
  await desk.open('First queries in SQL');
  await desk.edit('queries/1a-cheap-tea.sql', "SELECT sku, name, price FROM products WHERE category = 'tea' AND price < 400;");
  await desk.edit('queries/1b-newsletter.sql', "SELECT name, email, country FROM customers WHERE country IN ('JP', 'ZA') AND newsletter;");
  await desk.type('echo $((40+2)) in the terminal');
  await desk.terminalShows('42 in the terminal');
  const verdicts = Object.values(await desk.check());
  if (verdicts.some((word) => word !== 'Passed')) throw new Error(`not passed: ${verdicts.join(', ')}`);
  await desk.nextStep();
  if (process.argv.includes('--plant')) {
    // An address of RFC 5737, which belongs to nobody.
    await app.inMain(async () => { await fetch('http://198.51.100.7/', { signal: AbortSignal.timeout(2_000) }).catch(() => undefined); });
  }
  process.stdout.write('the journey went through\n');
} finally {
  await app.dispose();
}
