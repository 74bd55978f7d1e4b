/** How long a learner waits for a lab's PostgreSQL: start, resume, reset, on both engines. */
import Dockerode from 'dockerode';
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Core } from '../../src/core/core.ts';
import { createCore } from '../../src/core/create-core.ts';
import type { Endpoint } from '../../src/core/engines/engine.ts';
import type { EngineKind } from '../../src/shared/lab-format.ts';
import { asAdmin } from '../../src/core/services/postgres/names.ts';
import { firstQuery } from './first-query.ts';
import { absoluteRow, interleaved, median, ratioRow, type Row } from './measure.ts';
import { plainPostgres } from './plain-postgres.ts';

const LAB = 'sql-first-queries';
const never = new AbortController().signal;
/** The checkout. */
const home = join(import.meta.dirname, '..', '..');

async function withCore<T>(act: (core: Core) => Promise<T>): Promise<T> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'bb-bench-'));
  const core = await createCore({
    dataFolder, labsFolder: join(home, 'labs'), resourcesFolder: join(home, 'resources'), env: process.env, platform: process.platform,
    home: homedir(), servicesStay: false, onWarning: (text) => { process.stderr.write(`${text}\n`); },
  });
  try {
    return await act(core);
  } finally {
    await core.close(AbortSignal.timeout(30_000));
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

/** Opens an environment with one fresh PostgreSQL, without a lab around it. @returns milliseconds from request to first query */
function freshStart(core: Core, kind: EngineKind): () => Promise<number> {
  return async () => {
    const sessionId = randomBytes(6).toString('hex');
    const since = performance.now();
    const { environment } = await core.engines[kind].open({
      sessionId, lab: LAB, tools: [], workspace: core.dataFolder, services: [{ id: 'db', kind: 'postgres', password: 'bench-password' }],
    }, { signal: never });
    try {
      // No lab, so no learner yet: the role that a fresh server has.
      await firstQuery(asAdmin(endpointOf(environment.services())));
      return performance.now() - since;
    } finally {
      await environment.destroy({ signal: never });
    }
  };
}

function endpointOf(services: { endpoint: Endpoint | null }[]): Endpoint {
  const endpoint = services[0]?.endpoint;
  if (!endpoint) throw new Error('the service has no endpoint');
  return endpoint;
}

/** @param onRound tells a person how far it is */
export async function benchPostgres(engine: EngineKind, rounds: number, onRound: (text: string) => void): Promise<Row[]> {
  return withCore(async (core) => (engine === 'native' ? native(core, rounds, onRound) : docker(core, rounds, onRound)));
}

async function native(core: Core, rounds: number, onRound: (text: string) => void): Promise<Row[]> {
  const { start } = await interleaved({ start: freshStart(core, 'native') }, rounds, (text) => { onRound(`native start, ${text}`); });
  const session = await learnerReset(core, 'native', rounds, onRound);
  return [
    absoluteRow('PostgreSQL native: request to first query', start, { limit: 400, goal: 250, rounds }),
    absoluteRow('PostgreSQL native: parked lab resumes', session.resume, { limit: 150, goal: 100, rounds }),
  ];
}

async function docker(core: Core, rounds: number, onRound: (text: string) => void): Promise<Row[]> {
  const images = await core.images.list(never);
  const image = images.find((each) => each.name === 'postgres')?.reference ?? '';
  const plain = plainPostgres(new Dockerode(), image);
  await plain.remove();
  const ours = freshStart(core, 'docker');
  const times = await interleaved({
    ours,
    plain: async () => {
      const ms = await plain.create();
      await plain.remove();
      return ms;
    },
  }, rounds, (text) => { onRound(`docker start, ${text}`); });
  const session = await learnerReset(core, 'docker', rounds, onRound);
  await plain.create();
  const recreated = await interleaved({
    plain: async () => {
      const since = performance.now();
      await plain.remove();
      await plain.create();
      return performance.now() - since;
    },
  }, Math.ceil(rounds / 2), (text) => { onRound(`recreating, ${text}`); });
  await plain.remove();
  return [
    ratioRow('PostgreSQL in Docker: request to first query', times.ours, times.plain, { limit: 0.5, goal: 0.35, rounds }),
    absoluteRow('PostgreSQL in Docker: parked lab resumes', session.resume, { limit: 150, goal: 100, rounds }),
    ratioRow('Reset of a PostgreSQL lab, files and data', session.reset, recreated.plain, { limit: 1 / 50, goal: 1 / 100, rounds }),
  ];
}

/** What a learner waits for in an open lab. */
async function learnerReset(
  core: Core, engine: EngineKind, rounds: number, onRound: (text: string) => void,
): Promise<{ resume: number; reset: number }> {
  const session = core.sessions.of(LAB);
  await session.start(engine, never);
  const resume: number[] = [];
  const reset: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    await session.park(never);
    let since = performance.now();
    await session.resume(never);
    await firstQuery(endpointOf(session.environment().services()));
    if (round > 0) resume.push(performance.now() - since);
    since = performance.now();
    await session.reset('lab', never);
    if (round > 0) reset.push(performance.now() - since);
    onRound(`${engine} resume and reset, round ${String(round)} of ${String(rounds)}`);
  }
  await session.stop(never);
  return { resume: median(resume), reset: median(reset) };
}
