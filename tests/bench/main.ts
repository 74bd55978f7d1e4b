/**
 * `npm run bench`: a table, or JSON with --json. `--only start,docker` runs a part, `--rounds N` changes
 * how often. Exit code 1 when a value is over its limit.
 */
import { availableParallelism, cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { table, type Row } from './measure.ts';
import { benchCatalogue } from './catalogue.ts';
import { benchGigabyte } from './gigabyte.ts';
import { benchLongTasks } from './long-tasks.ts';
import { benchMemory } from './memory.ts';
import { benchMillionRows } from './million-rows.ts';
import { benchPackMemory, benchPacks, benchPackSize } from './packs.ts';
import { benchPostgres } from './postgres.ts';
import { benchStart } from './start.ts';
import { benchCtrlC, benchTerminal } from './terminal.ts';
import { benchTimeline } from './timeline.ts';
import { benchTyping } from './typing.ts';
import { benchVerify } from './verify.ts';

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, only: { type: 'string' }, rounds: { type: 'string', default: '20' } },
});
const rounds = Number(values.rounds);
const parts: Record<string, (onRound: (text: string) => void) => Promise<Row[]>> = {
  start: (onRound) => benchStart(rounds, onRound),
  docker: (onRound) => benchPostgres('docker', rounds, onRound),
  native: (onRound) => benchPostgres('native', rounds, onRound),
  catalogue: (onRound) => benchCatalogue(rounds, onRound),
  'million-rows': (onRound) => benchMillionRows(rounds, onRound),
  terminal: (onRound) => benchTerminal(rounds, onRound),
  'ctrl-c': (onRound) => benchCtrlC(rounds, onRound),
  memory: (onRound) => benchMemory(onRound),
  gigabyte: (onRound) => benchGigabyte(onRound),
  typing: (onRound) => benchTyping(rounds, onRound),
  'long-tasks': (onRound) => benchLongTasks(onRound),
  verify: (onRound) => benchVerify(onRound),
  packs: (onRound) => benchPacks(rounds, onRound),
  'pack-memory': (onRound) => benchPackMemory(onRound),
  'pack-size': (onRound) => benchPackSize(onRound),
  'timeline-docker': (onRound) => benchTimeline('docker', rounds, onRound),
  'timeline-native': (onRound) => benchTimeline('native', rounds, onRound),
};
const chosen = values.only?.split(',') ?? Object.keys(parts);
const unknown = chosen.filter((name) => parts[name] === undefined);
if (!Number.isInteger(rounds) || rounds < 1 || unknown.length > 0) {
  process.stderr.write(`Use: npm run bench -- [--json] [--only ${Object.keys(parts).join(',')}] [--rounds 20]\n`);
  process.exit(2);
}

const rows: Row[] = [];
for (const name of chosen) rows.push(...await (parts[name]?.((text) => { process.stderr.write(`\r\x1b[K${name}: ${text}`); }) ?? []));
process.stderr.write('\r\x1b[K');
const machine = { processor: cpus()[0]?.model ?? '', cores: availableParallelism(), memoryGb: Math.round(totalmem() / 1e9), platform: process.platform };
if (values.json) process.stdout.write(`${JSON.stringify({ machine, rows }, null, 2)}\n`);
else process.stdout.write(`${table(rows)}\n\n${machine.processor}, ${String(machine.cores)} cores, ${String(machine.memoryGb)} GB; medians of ${String(rounds)} rounds\n`);
process.exitCode = rows.every((row) => row.value <= row.limit) ? 0 : 1;
