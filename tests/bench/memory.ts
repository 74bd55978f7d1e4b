/** What the app takes of the memory when nothing happens in a lab, and what each further terminal adds. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { launchSpec } from '../../scripts/electron-run.mjs';
import { BackbenchApp, launchElectron } from '../e2e/app.ts';
import { Desk } from '../e2e/desk.ts';
import { eventually } from '../e2e/eventually.ts';
import { absoluteRow, ratioRow, type Row } from './measure.ts';
import { processMemory, total, type ProcessMemory } from './process-memory.ts';

const LAB = 'First queries in SQL';
/** The minute of the promise, for the empty window too, in milliseconds. */
const IDLE_MS = 60_000;
const MORE_TERMINALS = 4;
/** After the last of them, in milliseconds. */
const SETTLE_MS = 10_000;
const SHOWN_MS = 60_000;

/** @param onRound tells a person how far it is */
export async function benchMemory(onRound: (text: string) => void): Promise<Row[]> {
  onRound('a minute of an empty window');
  const empty = await emptyWindow();
  const app = await BackbenchApp.launch();
  try {
    const desk = new Desk(app.page);
    await app.rawCall('host', 'settings.set', { engine: 'native' });
    await desk.welcome();
    await desk.open(LAB);
    onRound('a minute of idling in a lab');
    await wait(IDLE_MS);
    const root = app.process.pid ?? 0;
    const idle = processMemory(root);
    const own = idle.filter(isOurs);
    tell(idle, onRound);
    for (let more = 0; more < MORE_TERMINALS; more += 1) {
      const before = await app.page.locator('[data-terminal]').count();
      await app.page.getByRole('button', { name: 'New terminal' }).click();
      await eventually('another terminal is there', async () => (await app.page.locator('[data-terminal]').count()) > before, SHOWN_MS);
    }
    await wait(SETTLE_MS);
    const each = (total(processMemory(root)) - total(idle)) / MORE_TERMINALS;
    const bounds = { limit: 1.4, goal: 1.2, rounds: 1, measured: 'MB' } as const;
    return [
      ratioRow('Memory: all processes after a minute in a lab with PostgreSQL, against an empty window', total(idle), empty, bounds),
      ratioRow('Memory: the same without the lab\'s server and shell', total(own), empty, bounds),
      absoluteRow('Memory: each further terminal, with its shell', each, { limit: 25, goal: 10, rounds: MORE_TERMINALS, measured: 'MB' }),
    ];
  } finally {
    await app.dispose();
  }
}

/** The app's own processes have the program of Electron; the lab's have others. */
const isOurs = ({ program }: ProcessMemory): boolean => !/^(postgres|bash|sh|node)$/.test(program);

function tell(processes: readonly ProcessMemory[], onRound: (text: string) => void): void {
  onRound(`${processes.map(({ program, megabytes }) => `${program} ${megabytes.toFixed(0)}`).join(', ')} MB\n`);
}

/** @returns megabytes */
async function emptyWindow(): Promise<number> {
  const spec = launchSpec();
  const data = mkdtempSync(join(tmpdir(), 'bb-bench-empty-'));
  const app = await launchElectron({
    executablePath: spec.executable, args: [join(import.meta.dirname, 'empty-app')], cwd: spec.cwd, env: { ...spec.env, BACKBENCH_DATA: data },
  });
  try {
    await app.firstWindow({ timeout: SHOWN_MS });
    await wait(IDLE_MS);
    return total(processMemory(app.process().pid ?? 0));
  } finally {
    await app.close();
    rmSync(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
