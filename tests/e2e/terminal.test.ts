/** The terminal under load, in the real app with a real shell: the window lives, Ctrl-C works, a reload loses nothing. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BackbenchApp } from './app.ts';
import { Desk } from './desk.ts';
import { eventually } from './eventually.ts';

const LAB = 'sql-first-queries';
let app: BackbenchApp;

/** Types into the terminal on the screen. */
async function type(text: string): Promise<void> {
  await app.page.locator('.xterm-helper-textarea').first().focus();
  await app.page.keyboard.type(text);
}

/** What a file of the workspace holds, or undefined. */
async function file(path: string): Promise<string | undefined> {
  const { status, body } = await app.rawCall('host', 'files.read', { lab: LAB, path });
  return status === 200 ? (body as { text: string }).text : undefined;
}

beforeAll(async () => {
  app = await BackbenchApp.launch();
  // Needs nothing that this machine may lack: PostgreSQL comes with the app.
  await app.rawCall('host', 'settings.set', { engine: 'native' });
  const desk = new Desk(app.page);
  await desk.welcome();
  await desk.open('First queries in SQL');
  await app.page.locator('.xterm-helper-textarea').first().waitFor({ timeout: 60_000 });
  await eventually('the shell answers', async () => {
    await type('echo ready > ready.txt\n');
    return (await file('ready.txt')) === 'ready\n';
  }, 60_000);
});
afterAll(() => app.dispose());

test('a flood does not freeze the window, and Ctrl-C stops it at once', async () => {
  await type('yes\n');
  // Longest time that the page could not do anything, over two seconds of the flood.
  const frozen = await app.page.evaluate(() => new Promise<number>((resolve) => {
    let last = performance.now();
    let longest = 0;
    const timer = setInterval(() => {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
    }, 10);
    setTimeout(() => {
      clearInterval(timer);
      resolve(longest);
    }, 2000);
  }));
  // A person notices from about a quarter of a second; a busy machine gets twice that.
  expect(frozen).toBeLessThan(500);
  await app.page.keyboard.press('Control+C');
  const from = performance.now();
  await type('echo stopped > stopped.txt\n');
  await eventually('the shell is back', async () => (await file('stopped.txt')) === 'stopped\n');
  expect(performance.now() - from).toBeLessThan(3000);
});

test('after a reload the same shell is there', async () => {
  await type('marker=₹450\n');
  await app.page.reload();
  await app.page.locator('.xterm-helper-textarea').first().waitFor({ timeout: 30_000 });
  await eventually('the shell answers', async () => {
    await type('echo $marker > marker.txt\n');
    return (await file('marker.txt')) === '₹450\n';
  });
  const { body } = await app.rawCall('host', 'terminal.list', { lab: LAB });
  expect(body).toHaveLength(1);
});
