/**
 * 200 SIGKILLs while results are being saved: 180 of the lab host, 20 of the whole app. No acknowledged
 * result may be lost, the database must open each time, and nothing of ours may be left running.
 */
import Database from 'better-sqlite3';
import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { WindowBridge } from '../../src/shared/window-ports.ts';
import { BackbenchApp } from './app.ts';
import { Desk } from './desk.ts';
import { eventually } from './eventually.ts';
import { ownedBy } from './instance.ts';

const HOST_KILLS = 180;
const APP_KILLS = 20;
/** 200 restarts at a few seconds each on a busy machine. */
const TEST_MS = 25 * 60_000;
const RESTART_MS = 60_000;
const LAB = 'redis-structures';
/** What is left of a crashed run must be gone this soon after the next start, in milliseconds. */
const SWEPT_MS = 10_000;

interface Saving { acknowledged: number; answered: number; failed: string | null }

/**
 * Runs in the page: saves without pause over ports of its own, and takes new ones when the host has changed.
 * Each acknowledged call has written one event: it alternates between two steps.
 */
function saveWithoutPause(lab: string): void {
  const state: Saving = { acknowledged: 0, answered: 0, failed: null };
  (window as unknown as { saving: Saving }).saving = state;
  window.addEventListener('message', (event: MessageEvent<{ backbench?: string }>) => {
    const port = event.ports[0];
    if (event.data.backbench !== 'host' || port === undefined) return;
    let count = 0;
    const send = (): void => {
      count += 1;
      const step = count % 2 === 1 ? 'cards' : 'groups';
      port.postMessage(JSON.stringify({ i: `save-${String(count)}`, p: { u: '/session/goToStep', b: { json: { lab, step } } } }));
    };
    port.addEventListener('message', ({ data }: MessageEvent<string>) => {
      const answer = JSON.parse(data) as { i: string; p?: { s?: number } };
      // The page's own client talks over the same port.
      if (answer.i !== `save-${String(count)}`) return;
      state.answered += 1;
      if ((answer.p?.s ?? 200) >= 400) state.failed = data;
      // The first call on a port may find the step where it already is, and writes nothing then.
      else if (count > 1) state.acknowledged += 1;
      send();
    });
    port.start();
    send();
  });
  (window as unknown as { backbench: WindowBridge }).backbench.connect();
}

it('200 kills lose no acknowledged result and leave nothing behind', { timeout: TEST_MS }, async () => {
  const app = await BackbenchApp.launch();
  try {
    let desk = new Desk(app.page);
    await desk.welcome();
    await desk.open('Structures in Redis');
    let acknowledged = 0;
    const saving = (): Promise<Saving> => app.page.evaluate(() => (window as unknown as { saving: Saving }).saving);
    const begin = (): Promise<void> => app.page.evaluate(saveWithoutPause, LAB);
    /** Lets it save for a moment that is different each time, so that the kills hit other places. */
    const saveForAMoment = async (turn: number): Promise<void> => {
      const { answered } = await saving();
      const outcome = await eventually('results are being saved', async () => {
        if (timesGivenUp() > gaveUp) return 'given up';
        return (await saving()).answered > answered + 2 ? 'saved' : undefined;
      }, RESTART_MS);
      if (outcome === 'given up') {
        gaveUp = timesGivenUp();
        await comeBack();
        await eventually('results are being saved again', async () => (await saving()).answered > 2, RESTART_MS);
      }
      await sleep((turn * 37) % 50);
    };
    /** After ten deaths in half a minute main waits for the window to come back. */
    const timesGivenUp = (): number => (app.log().match(/given up/g) ?? []).length;
    let gaveUp = 0;
    const comeBack = async (): Promise<void> => {
      acknowledged += (await saving()).acknowledged;
      await app.page.reload();
      await begin();
    };
    const checkDatabase = (): number => {
      const db = new Database(join(app.data, 'backbench.db'), { readonly: true });
      try {
        expect(db.pragma('quick_check', { simple: true })).toBe('ok');
        return (db.prepare(`SELECT count(*) AS n FROM event WHERE type = 'step-entered'`).get() as { n: number }).n;
      } finally {
        db.close();
      }
    };

    await begin();
    for (let turn = 0; turn < HOST_KILLS; turn += 1) {
      await saveForAMoment(turn);
      await app.killHost();
      const now = await saving();
      expect(now.failed).toBeNull();
      expect(checkDatabase(), `after kill ${String(turn + 1)} of the lab host`).toBeGreaterThanOrEqual(acknowledged + now.acknowledged);
    }
    acknowledged += (await saving()).acknowledged;
    expect(acknowledged).toBeGreaterThan(HOST_KILLS);

    for (let turn = 0; turn < APP_KILLS; turn += 1) {
      await app.page.reload();
      await begin();
      await saveForAMoment(turn);
      const now = await saving();
      acknowledged += now.acknowledged;
      await app.kill();
      expect(checkDatabase(), `after kill ${String(turn + 1)} of the app`).toBeGreaterThanOrEqual(acknowledged);
      await app.start();
    }

    // The learner is back in the lab; what runs belongs to that session and to nothing else.
    const started = performance.now();
    desk = new Desk(app.page);
    const session = sessionId(app.data);
    await eventually('nothing of ours is left that does not belong to the open lab', async () =>
      (await others(app.data, session)).length === 0, SWEPT_MS - (performance.now() - started));
    await desk.ready();
    await desk.menu('Stop the lab');
    await eventually('nothing of ours runs once the lab is stopped', async () => (await running(app.data)).length === 0, SWEPT_MS);
  } finally {
    await app.dispose();
  }
});

function sessionId(data: string): string {
  const db = new Database(join(data, 'backbench.db'), { readonly: true });
  try {
    return (db.prepare('SELECT id FROM session WHERE lab = ?').get(LAB) as { id: string }).id;
  } finally {
    db.close();
  }
}

/** What is there of this data folder's installation beside one session. */
async function others(data: string, session: string): Promise<string[]> {
  return (await ownedBy(data)).filter((each) => each.session !== session).map(({ name }) => name);
}

async function running(data: string): Promise<string[]> {
  return (await ownedBy(data)).filter(({ runs }) => runs).map(({ name }) => name);
}
