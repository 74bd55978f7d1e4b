/** The main journeys of a learner, in the real app on real servers, on the engine that the machine offers. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { BackbenchApp } from './app.ts';
import { Desk, DESK_MS } from './desk.ts';
import { eventually } from './eventually.ts';
import { ownedBy } from './instance.ts';

/** Several starts of services in one test. */
const JOURNEY_MS = 5 * 60_000;
const SQL = 'First queries in SQL';
const CHEAP = 'The teas below 400 rupees are found';
const NEWSLETTER = 'The readers of the newsletter in Japan and South Africa are found';
const RIGHT_CHEAP = "SELECT sku, name, price FROM products WHERE category = 'tea' AND price < 400;";
const RIGHT_NEWSLETTER = "SELECT name, email, country FROM customers WHERE country IN ('JP', 'ZA') AND newsletter;";

let app: BackbenchApp | undefined;
afterEach(async () => {
  await app?.dispose();
  app = undefined;
});

async function opened(lab = SQL, variant?: string): Promise<Desk> {
  app = await BackbenchApp.launch();
  const desk = new Desk(app.page);
  await desk.welcome();
  await desk.open(lab, variant);
  return desk;
}

function running(): BackbenchApp {
  if (app === undefined) throw new Error('the app was not started');
  return app;
}

it('tells at the first start what was found and which labs can run', { timeout: JOURNEY_MS }, async () => {
  app = await BackbenchApp.launch();
  const { page } = app;
  await page.getByRole('heading', { name: 'Welcome to Backbench' }).waitFor();
  await page.locator('.computer-summary[data-state="ok"], .computer-summary[data-state="part"]').waitFor({ timeout: DESK_MS * 2 });
  const places = await page.getByRole('main').innerText();
  // Docker is either there with its version, or each place that was tried is listed with its answer.
  expect(places).toMatch(/docker\.sock/);
  expect(places).toMatch(/PostgreSQL[\s\S]*18\.\d/);
  expect(places).toMatch(/First queries in SQL/);
  await app.screenshot('first-run');
});

it('works a lab: a wrong answer shows expected and got, the right one passes, a restart keeps everything', { timeout: JOURNEY_MS }, async () => {
  const desk = await opened();
  await desk.chooseText('1a-cheap-tea.sql');
  await desk.query("SELECT sku, name, price FROM products WHERE category = 'tea' AND price <= 400;");
  await desk.resultShows('TEA-2001');
  const first = await desk.check();
  expect(first[CHEAP]).toBe('Not yet');
  const why = desk.checkItem(CHEAP);
  await why.getByText('does not include it').waitFor();
  expect(await why.innerText()).toMatch(/Expected[\s\S]*Got/);
  expect(await why.innerText()).toContain('TEA-2005');
  await running().screenshot('not-yet');

  await desk.query(RIGHT_CHEAP);
  await desk.edit('queries/1b-newsletter.sql', RIGHT_NEWSLETTER);
  expect(await desk.check()).toEqual({ [CHEAP]: 'Passed', [NEWSLETTER]: 'Passed' });
  await desk.nextStep();
  expect(await desk.stepTitle()).toBe('Put them in order');
  await running().screenshot('passed');

  await running().relaunch();
  const again = new Desk(running().page);
  await again.ready();
  expect(await again.stepTitle()).toBe('Put them in order');
  await again.previousStep();
  expect(await again.verdicts()).toEqual({ [CHEAP]: 'Passed', [NEWSLETTER]: 'Passed' });
  await again.openFile('queries/1b-newsletter.sql');
  await again.page.getByRole('region', { name: 'Files' }).getByText('newsletter;').waitFor();
});

it('types in the terminal: variables, the workspace, a client where there is one, Ctrl-C', { timeout: JOURNEY_MS }, async () => {
  const desk = await opened();
  await desk.type('echo "at $PGHOST:$PGPORT" && ls queries');
  await desk.terminalShows(/\nat [\w.]+:\d+/);
  await desk.terminalShows('1a-cheap-tea.sql');
  await desk.type("printf 'gr\\xc3\\xbc\\xc3\\x9fe \\xe8\\x8c\\xb6\\n'");
  await desk.terminalShows('grüße 茶');
  await desk.type('yes backbench');
  await desk.terminalShows(/backbench\nbackbench/);
  await desk.page.keyboard.press('Control+c');
  await desk.type('echo "still $((6*7)) here"');
  await desk.terminalShows('still 42 here');
  await desk.type('psql -Atc "select count(*) from orders" || echo no psql');
  await desk.terminalShows(/\n(20000|no psql)/);
});

it('goes on in the same step after the lab host was killed', { timeout: JOURNEY_MS }, async () => {
  const desk = await opened();
  await desk.edit('queries/1a-cheap-tea.sql', RIGHT_CHEAP);
  expect((await desk.check())[CHEAP]).toBe('Passed');
  await running().killHost();
  await desk.ready();
  expect((await desk.verdicts())[CHEAP]).toBe('Passed');
  expect(await desk.stepTitle()).toBe('Ask for rows');
  await desk.edit('queries/1b-newsletter.sql', RIGHT_NEWSLETTER);
  expect((await desk.check())[NEWSLETTER]).toBe('Passed');
  await desk.type('echo back $((40+2))');
  await desk.terminalShows('back 42');
});

it('is back at the same place after the whole app was killed', { timeout: JOURNEY_MS }, async () => {
  const desk = await opened();
  await desk.edit('queries/1a-cheap-tea.sql', RIGHT_CHEAP);
  await desk.chooseText('Scratch');
  await desk.query('CREATE TABLE notes (n int); INSERT INTO notes VALUES (42);');
  expect((await desk.check())[CHEAP]).toBe('Passed');
  await running().kill();
  await running().start();
  const again = new Desk(running().page);
  await again.ready();
  expect((await again.verdicts())[CHEAP]).toBe('Passed');
  await again.chooseText('Scratch');
  await again.query('SELECT n * 1000 AS thousandfold FROM notes;');
  await again.resultShows('42000');
});

it('stops a lab that was running when the app was killed and that the learner does not come back to', { timeout: JOURNEY_MS }, async () => {
  const desk = await opened();
  await desk.chooseText('Scratch');
  await desk.query('CREATE TABLE notes AS SELECT 42 AS n;');
  // The semicolons keep the editor's suggestions away. Leaving the lab would call off a query that still runs.
  await desk.query('SELECT n * 100 AS hundredfold FROM notes;');
  await desk.resultShows('4200');
  await desk.page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: 'Course' }).click();
  await desk.page.getByRole('main', { name: 'Course' }).waitFor();
  // A kill before the window's memory is on disk brings the learner back to the lab.
  const memory = join(await running().inMain(({ app: electron }) => electron.getPath('sessionData')), 'Local Storage', 'leveldb');
  await eventually('the window remembers that it shows the course', () => {
    const log = readdirSync(memory).filter((name) => name.endsWith('.log')).map((name) => readFileSync(join(memory, name), 'latin1')).join('');
    return log.lastIndexOf('"screen":{"name":"course"}') > log.lastIndexOf('"screen":{"name":"lab"');
  });
  const { data } = running();
  const whatRuns = async (): Promise<string[]> => (await ownedBy(data)).filter(({ runs }) => runs).map(({ name }) => name);
  expect(await whatRuns()).not.toEqual([]);
  await running().kill();
  await running().start();
  const again = new Desk(running().page);
  await again.page.getByRole('main', { name: 'Course' }).waitFor();
  await eventually('nothing of the lab runs, and it keeps no network', async () => {
    const left = await whatRuns();
    if (left.length > 0) throw new Error(left.join('\n'));
    return true;
  }, DESK_MS);
  await again.open(SQL);
  await again.chooseText('Scratch');
  await again.query('SELECT n * 1000 AS thousandfold FROM notes;');
  await again.resultShows('42000');
});

it('asks before a reset, puts files and data back, and undoes it', { timeout: JOURNEY_MS }, async () => {
  const desk = await opened();
  await desk.edit('queries/1a-cheap-tea.sql', RIGHT_CHEAP);
  await desk.chooseText('Scratch');
  await desk.query('DELETE FROM reviews');
  await desk.check();
  await desk.menu('Reset the lab…');
  await desk.page.getByRole('alertdialog').or(desk.page.getByRole('dialog')).getByRole('button', { name: 'Reset the lab' }).click();
  await eventually('the reset is done', async () => (await desk.verdicts())[CHEAP] === 'Not checked yet', DESK_MS);
  await desk.query('SELECT count(*) > 0 AS reviews_are_back FROM reviews');
  await desk.resultShows('t');
  await desk.openFile('queries/1a-cheap-tea.sql');
  await eventually('the file is as at the start', async () =>
    !(await desk.page.getByRole('region', { name: 'Files' }).locator('.cm-content').innerText()).includes('price < 400'), DESK_MS);
  await desk.menu('Undo');
  await eventually('the verdict is back', async () => (await desk.verdicts())[CHEAP] === 'Passed', DESK_MS);
  await desk.chooseText('Scratch');
  await desk.query('SELECT count(*) + 4000 AS reviews_deleted FROM reviews');
  await desk.resultShows('4000');
});

it('grades a program over HTTP, and says why it did not start', { timeout: JOURNEY_MS }, async () => {
  const desk = await opened('A catalogue API', 'Express');
  await desk.edit('server.js', 'throw new Error("the tea is cold");');
  const verdicts = await desk.check();
  expect(Object.values(verdicts)).toContain('Not yet');
  await desk.page.getByText('the tea is cold').first().waitFor();
  await running().screenshot('http-not-yet');
});

/** Only this shows a service that goes and comes back; on the native engine, a process is ended, in Docker, a container. */
it('says when a service died, and brings it back', { timeout: JOURNEY_MS }, async () => {
  const desk = await opened('Structures in Redis');
  const engine = await desk.page.locator('.strip-engine').innerText();
  const session = (JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', `
    import Database from 'better-sqlite3';
    const db = new Database(process.argv[1], { readonly: true });
    console.log(JSON.stringify(db.prepare("SELECT id FROM session WHERE lab = 'redis-structures'").get()));
  `, join(running().data, 'backbench.db')], { encoding: 'utf8' })) as { id: string }).id;
  if (/docker/i.test(engine)) {
    const { default: Dockerode } = await import('dockerode');
    await new Dockerode().getContainer(`bb-${session}-cache`).kill();
  } else {
    const record = JSON.parse(readFileSync(join(running().data, 'native', session, 'cache', 'process.json'), 'utf8')) as { token: string };
    process.kill(Number(record.token.split('@')[0]), 'SIGKILL');
  }
  await eventually('the strip says it failed', async () => ['failed', 'stopped'].includes((await desk.services())[0] ?? ''), DESK_MS);
  await running().screenshot('service-failed');
  // Check repairs before it judges.
  const verdicts = await desk.check();
  expect(Object.values(verdicts).every((word) => word === 'Not yet')).toBe(true);
  expect(await desk.services()).toEqual(['ready']);
});
