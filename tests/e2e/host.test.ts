/** The lab host dies, or can't stand: the window stays, says so, and goes on with the next one. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { BackbenchApp, isAlive } from './app.ts';
import { eventually } from './eventually.ts';

let app: BackbenchApp | undefined;
let folder: string | undefined;

const launch = async (data?: string): Promise<BackbenchApp> => (app = await BackbenchApp.launch(data === undefined ? {} : { data }));
const temporary = (): string => (folder = mkdtempSync(join(tmpdir(), 'backbench-e2e-')));

afterEach(async () => {
  await app?.dispose();
  app = undefined;
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  folder = undefined;
});

const fontSize = async (running: BackbenchApp): Promise<unknown> =>
  ((await running.rawCall('host', 'settings.get')).body as { fontSize: number }).fontSize;

/** The page counts the hosts it is given from now on, and remembers that it was never reloaded. */
async function countHosts(running: BackbenchApp): Promise<() => Promise<number>> {
  await running.page.evaluate(() => {
    const page = window as unknown as { hosts: number };
    page.hosts = 0;
    window.addEventListener('message', (event: MessageEvent<{ backbench?: string }>) => {
      if (event.data.backbench === 'host') page.hosts += 1;
    });
  });
  return () => running.page.evaluate(() => (window as unknown as { hosts: number }).hosts);
}

describe('a host that is killed', () => {
  test('leaves the window, which gets another and finds what was saved', async () => {
    const running = await launch();
    expect((await running.rawCall('host', 'settings.set', { fontSize: 17 })).status).toBe(200);
    const hosts = await countHosts(running);
    const killed = await running.killHost();
    await eventually('the page has a new host', async () => (await hosts()) === 1);
    expect(await running.hostPid()).not.toBe(killed);
    expect(await fontSize(running)).toBe(17);
    expect(running.log()).toContain('The lab host ended');
  });

  test('is announced to the page', async () => {
    const running = await launch();
    await running.page.evaluate(() => new Promise<void>((resolve) => {
      const page = window as unknown as { states: unknown[]; backbench: { connect(): void } };
      page.states = [];
      let turn = 0;
      window.addEventListener('message', (event: MessageEvent<{ backbench?: string }>) => {
        const port = event.ports[0];
        if (event.data.backbench !== 'main' || port === undefined) return;
        // A port that the page asks for itself takes the place of ours; only the last one counts.
        turn += 1;
        const mine = turn;
        page.states = [];
        port.addEventListener('message', ({ data }: MessageEvent<string>) => {
          const answer = JSON.parse(data) as { i: string; t?: number; p: { d?: { json: { state: string } } } };
          // 3: an event of a stream.
          if (mine !== turn || answer.i !== 'states' || answer.t !== 3) return;
          page.states.push(answer.p.d?.json.state);
          resolve();
        });
        port.start();
        port.postMessage(JSON.stringify({ i: 'states', p: { u: '/app/watchHost', b: {} } }));
      });
      page.backbench.connect();
    }));
    await running.killHost();
    const states = await eventually('all is told', async () => {
      const seen = await running.page.evaluate(() => (window as unknown as { states: unknown[] }).states);
      return seen.length >= 3 && seen;
    });
    expect(states).toEqual(['up', 'restarting', 'up']);
  });

  test('again and again, each time is taken up by the next', async () => {
    const running = await launch();
    const hosts = await countHosts(running);
    for (let round = 1; round <= 5; round += 1) {
      await running.rawCall('host', 'settings.set', { fontSize: 10 + round });
      const before = await hosts();
      await running.killHost();
      await eventually('the page has a new host', async () => (await hosts()) > before);
      expect(await fontSize(running)).toBe(10 + round);
    }
  });

  test('before it is ready, each time, is given up, and tried again when the page comes back', async () => {
    const running = await launch();
    const killed = new Set<number>();
    await eventually('it is given up', async () => {
      const pid = await running.hostPid();
      if (pid !== undefined && !killed.has(pid)) {
        process.kill(pid, 'SIGKILL');
        killed.add(pid);
      }
      return running.log().includes('given up');
    }, 60_000);
    expect(await running.hostPid()).toBeUndefined();
    expect(killed.size).toBeLessThanOrEqual(10);
    await running.page.reload();
    expect((await running.rawCall('host', 'settings.get')).status).toBe(200);
  });
});

describe('a page that comes back', () => {
  test('after a reload, talks to the same host', async () => {
    const running = await launch();
    const host = await eventually('a host runs', () => running.hostPid());
    await running.page.reload();
    expect((await running.rawCall('host', 'settings.get')).status).toBe(200);
    expect((await running.rawCall('main', 'app.info')).status).toBe(200);
    expect(await running.hostPid()).toBe(host);
  });

  test('after its own process died, too', async () => {
    const running = await launch();
    const host = await eventually('a host runs', () => running.hostPid());
    const pageProcess = await running.inMain(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.getOSProcessId());
    process.kill(pageProcess, 'SIGKILL');
    await eventually('main has noticed', () => running.log().includes('The page is gone: killed'));
    await eventually('the page is back', () => running.inMain(async ({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      const filled: unknown = await window!.webContents.executeJavaScript('document.getElementById("root").childElementCount > 0');
      return filled === true;
    }), 30_000);
    expect(await running.hostPid()).toBe(host);
  });
});

describe('no host is left', () => {
  test('when the app is closed', async () => {
    const running = await launch();
    const host = await eventually('a host runs', () => running.hostPid());
    await running.close();
    expect(isAlive(host)).toBe(false);
    expect(running.log()).not.toContain('killed');
  });

  test.runIf(process.platform !== 'win32')('when a Ctrl-C in the terminal reaches them all, and it is closed in order', async () => {
    const running = await launch();
    await running.rawCall('host', 'settings.get');
    const host = await eventually('a host runs', () => running.hostPid());
    const main = running.process.pid!;
    // The host leaves it to main, which may hear of it later.
    process.kill(host, 'SIGINT');
    expect((await running.rawCall('host', 'settings.get')).status).toBe(200);
    expect(await running.hostPid()).toBe(host);
    process.kill(-main, 'SIGINT');
    await eventually('both have ended', () => !isAlive(main) && !isAlive(host), 20_000);
    expect(running.log()).not.toContain('The lab host ended');
  });

  test('when the app is killed', async () => {
    const running = await launch();
    const host = await eventually('a host runs', () => running.hostPid());
    await running.kill();
    await eventually('the host has ended', () => !isAlive(host), 10_000);
  });
});

describe('a core that cannot stand is explained by its own host', () => {
  test('in a data folder that is none, until it is one', async () => {
    const data = join(temporary(), 'data');
    writeFileSync(data, 'a file in the folder’s place');
    const running = await launch(data);
    const host = await eventually('a host runs', () => running.hostPid());
    expect(await running.rawCall('host', 'settings.get')).toMatchObject({ body: { data: { code: 'DATA_FOLDER_UNUSABLE', details: { path: expect.stringContaining(data) as string } } } });
    expect(readFileSync(data, 'utf8')).toBe('a file in the folder’s place');
    rmSync(data);
    await running.page.reload();
    expect((await running.rawCall('host', 'settings.get')).status).toBe(200);
    expect(await running.hostPid()).toBe(host);
  });

  test('on a database that is damaged, which is not touched', async () => {
    const data = temporary();
    const damaged = Buffer.alloc(20_000, 'not a database ');
    writeFileSync(join(data, 'backbench.db'), damaged);
    const running = await launch(data);
    expect(await running.rawCall('host', 'course.lab', { lab: 'sql-first-queries' })).toMatchObject({ body: { data: { code: 'DATABASE_CORRUPT' } } });
    expect(readFileSync(join(data, 'backbench.db')).equals(damaged)).toBe(true);
    expect(running.log()).toContain('The core does not stand');
  });
});
