/**
 * `npm run tour`: works the first lab in the real app the way a learner does, looks into three others, says what
 * happens and leaves pictures. The README's pictures come from here.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { BackbenchApp } from '../e2e/app.ts';
import { Desk } from '../e2e/desk.ts';
import { goInWork, redisInWork, sqlInWork } from './labs-in-work.ts';

const CHECKS = ['The teas below 400 rupees are found', 'The readers of the newsletter in Japan and South Africa are found'] as const;
const pictures = process.env['BACKBENCH_OUT'] ?? 'out/tour';
mkdirSync(pictures, { recursive: true });

let count = 0;
/** What the tour has found wrong: any of it makes it fail. */
const wrong: string[] = [];

const say = (text: string): void => { process.stdout.write(`${text}\n`); };

async function picture(name: string): Promise<void> {
  count += 1;
  const path = join(pictures, `${String(count).padStart(2, '0')}-${name}.png`);
  await app.page.screenshot({ path });
  say(`    picture: ${path}`);
}

function expect(what: string, holds: boolean): void {
  say(`    ${holds ? 'yes' : 'NO '}: ${what}`);
  if (!holds) wrong.push(what);
}

const app = await BackbenchApp.launch();
try {
  let desk = new Desk(app.page);
  say('1. The first start looks at this computer.');
  await app.page.locator('.computer-summary:not([data-state="running"])').waitFor({ timeout: 120_000 });
  say(`    ${await app.page.locator('.computer-summary').innerText()}`);
  await picture('first-run');

  say('2. The course.');
  await desk.welcome();
  await picture('course');

  say('3. Opens the first lab and reads the first step.');
  const since = performance.now();
  await desk.open('First queries in SQL');
  say(`    its PostgreSQL was ready after ${((performance.now() - since) / 1000).toFixed(1)} s, on ${await app.page.locator('.strip-engine').innerText()}`);
  expect('the step is "Ask for rows"', (await desk.stepTitle()) === 'Ask for rows');
  await picture('lab-light');

  say('4. Types in the terminal.');
  await desk.type('ls queries');
  await desk.terminalShows('1a-cheap-tea.sql');
  await desk.type('psql -c "SELECT sku, name, price FROM products WHERE category = \'tableware\' AND price > 1500" || echo "no psql here"');
  await desk.terminalShows(/TBW-5011|no psql here/);
  await picture('terminal');

  say('5. Writes a first answer in the query panel, with a mistake in it, and runs it.');
  await desk.chooseText('1a-cheap-tea.sql');
  await desk.query("-- Which teas cost less than 400 rupees?\nSELECT sku, name, price\nFROM products\nWHERE category = 'tea' AND price <= 400;\n");
  await desk.resultShows('TEA-2005');

  say('6. Presses Check.');
  const first = await desk.check();
  expect('it says "not yet"', first[CHECKS[0]] === 'Not yet');
  const why = await desk.checkItem(CHECKS[0]).innerText();
  expect('it names the mistake', why.includes('does not include it'));
  expect('it shows expected and got', /Expected[\s\S]*Got/.test(why));
  await desk.checkItem(CHECKS[0]).scrollIntoViewIfNeeded();
  await picture('not-yet');

  say('7. Asks for a hint.');
  await desk.checkItem(CHECKS[1]).getByRole('button', { name: /Show a hint/ }).click();
  await desk.checkItem(CHECKS[1]).getByText('Hint 1').waitFor();

  say('8. Mends the first answer, writes the second one in the editor, and checks again.');
  await desk.query("-- Which teas cost less than 400 rupees?\nSELECT sku, name, price\nFROM products\nWHERE category = 'tea' AND price < 400;\n");
  await desk.edit('queries/1b-newsletter.sql', "SELECT name, email, country\nFROM customers\nWHERE country IN ('JP', 'ZA') AND newsletter;\n");
  const second = await desk.check();
  expect('both checks pass', CHECKS.every((check) => second[check] === 'Passed'));
  await picture('passed');

  say('9. Goes to the next step, in dark colours.');
  await desk.nextStep();
  expect('the step is "Put them in order"', (await desk.stepTitle()) === 'Put them in order');
  await desk.theme('Dark');
  await desk.chooseText('2a-dearest.sql');
  await desk.query('SELECT sku, name, price FROM products WHERE stock > 0 ORDER BY price LIMIT 10;');
  await desk.resultShows('10 rows');
  const third = await desk.check();
  expect('an unsorted answer is not yet right', Object.values(third).includes('Not yet'));
  await app.page.locator('.check[data-state="not-yet"]').first().evaluate((item) => { item.scrollIntoView({ block: 'start' }); });
  await picture('not-yet-dark');

  say('10. Closes the app and starts it again.');
  await app.relaunch();
  desk = new Desk(app.page);
  await desk.ready();
  expect('it is back in the same step', (await desk.stepTitle()) === 'Put them in order');
  await picture('back-again');

  await desk.theme('Light');
  const tour = { app, desk, say, picture, expect };
  await sqlInWork(tour);
  await goInWork(tour);
  await redisInWork(tour);
} catch (error) {
  wrong.push(error instanceof Error ? error.message : String(error));
  await picture('where-it-stopped').catch(() => undefined);
} finally {
  await app.dispose();
}
say(wrong.length === 0 ? 'The tour went through.' : `The tour did not go through:\n${wrong.map((text) => `  - ${text}`).join('\n')}`);
process.exitCode = wrong.length === 0 ? 0 : 1;
