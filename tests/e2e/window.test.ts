/** The window itself: one for a data folder, where it was, in the learner's colours, with its keys and its way out. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BackbenchApp, startAgain } from './app.ts';
import { eventually } from './eventually.ts';

let app: BackbenchApp;

beforeAll(async () => void (app = await BackbenchApp.launch()));
afterAll(() => app.dispose());

test('a second start on the same data shows the first window and ends', async () => {
  await app.inMain(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.hide());
  expect(await startAgain(app.data)).toBe(0);
  await eventually('the window is shown again', () => app.inMain(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.isVisible()));
  expect((await app.rawCall('host', 'settings.get')).status).toBe(200);
});

test('another data folder gets a window of its own', async () => {
  const other = await BackbenchApp.launch();
  try {
    expect((await other.rawCall('main', 'app.info')).body).toMatchObject({ dataFolder: other.data });
    expect((await app.rawCall('main', 'app.info')).body).toMatchObject({ dataFolder: app.data });
  } finally {
    await other.dispose();
  }
});

test('place and colours are the same after a restart, from the first moment', async () => {
  const bounds = { x: 120, y: 60, width: 900, height: 600 };
  await app.inMain(({ BrowserWindow }, wanted) => BrowserWindow.getAllWindows()[0]!.setBounds(wanted), bounds);
  expect((await app.rawCall('host', 'settings.set', { theme: 'dark' })).status).toBe(200);
  await eventually('the window has changed its colour', () => app.inMain(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getBackgroundColor() === '#131417'));
  await app.relaunch();
  const now = await app.inMain(({ BrowserWindow, nativeTheme }) => {
    const [window] = BrowserWindow.getAllWindows();
    return { bounds: window!.getBounds(), theme: nativeTheme.themeSource, colour: window!.getBackgroundColor() };
  });
  expect(now).toEqual({ bounds, theme: 'dark', colour: '#131417' });
  expect(await app.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true);
  expect(JSON.parse(readFileSync(join(app.data, 'window.json'), 'utf8'))).toMatchObject({ bounds, theme: 'dark' });
});

test('the keys of the menu work though it is out of sight, and none that a shell needs is taken', async () => {
  await eventually('there is a menu', () => app.inMain(({ Menu }) => Menu.getApplicationMenu() !== null));
  const keys = await app.inMain(({ Menu }) => {
    const all: [string, string][] = [];
    const walk = (items: Electron.MenuItem[]): void => {
      for (const item of items) {
        if (item.submenu) walk(item.submenu.items);
        // A role's own key counts as well, unless the system handles it.
        else if (item.registerAccelerator && item.accelerator) all.push([item.role ?? item.label, String(item.accelerator)]);
      }
    };
    walk(Menu.getApplicationMenu()!.items);
    return all;
  });
  const taken = keys.map(([, key]) => key.replace('CommandOrControl', 'Ctrl').replace('CmdOrCtrl', 'Ctrl'));
  expect(taken).toContain('Ctrl+Shift+R');
  for (const shells of ['Ctrl+R', 'Ctrl+W', 'Ctrl+D', 'Ctrl+L', 'Ctrl+A', 'Ctrl+E', 'Ctrl+U', 'Ctrl+K', 'Ctrl+M', 'Ctrl+H', 'Ctrl+P', 'Ctrl+N']) {
    expect(taken).not.toContain(shells);
  }
  expect(await app.inMain(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.isMenuBarVisible())).toBe(false);
});

test('the clipboard takes what the page copies', async () => {
  expect((await app.rawCall('main', 'clipboard.write', { text: '₹ 450 — पुणे' })).status).toBe(200);
  expect(await app.inMain(({ clipboard }) => clipboard.readText())).toBe('₹ 450 — पुणे');
});

test('a link that leaves this machine is asked about, one that stays is opened', async () => {
  const opened = await app.inMain(({ dialog, shell }) => {
    const seen: string[] = [];
    (globalThis as unknown as { opened: string[] }).opened = seen;
    shell.openExternal = (url) => {
      seen.push(`opened ${url}`);
      return Promise.resolve();
    };
    dialog.showMessageBox = ((_window: unknown, { message }: { message: string }) => {
      seen.push(message);
      return Promise.resolve({ response: message.includes('postgresql') ? 1 : 0, checkboxChecked: false });
    }) as typeof dialog.showMessageBox;
    return seen;
  });
  expect(opened).toEqual([]);
  for (const url of ['https://www.postgresql.org/docs/', 'https://redis.io/', 'http://127.0.0.1:3000/']) {
    expect((await app.rawCall('main', 'openLink', { url })).status).toBe(200);
  }
  // A raw call is made again when the page asks for new ports before the answer: once each is enough here.
  const seen = await app.inMain(() => (globalThis as unknown as { opened: string[] }).opened);
  expect([...new Set(seen)]).toEqual([
    'Open www.postgresql.org in your browser?', 'Open redis.io in your browser?', 'opened https://redis.io/', 'opened http://127.0.0.1:3000/',
  ]);
});
