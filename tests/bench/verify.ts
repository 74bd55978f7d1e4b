/** What the proof of labs costs beyond their own service and learner commands, spread over the cores. */
import { availableParallelism, homedir } from 'node:os';
import { join } from 'node:path';
import { tasksFor, verifyCourse, type LabProof, type VerifyTask } from '../../src/core/answers/verify-course.ts';
import { openVerifyWorld } from '../../src/core/answers/verify-world.ts';
import { ratioRow, type Row } from './measure.ts';

const ROOT = join(import.meta.dirname, '../..');
const DEADLINE_MS = 20 * 60_000;
/** Labs small enough to be run several times, with each kind of service among them. */
const LABS = join(ROOT, 'tests/fixtures/labs');
/** Several runs of each, so that starting the services does not drown what is measured. */
const REPEAT = 5;

/** The commands' own times are those of the same run: what else this machine does hits both. */
export async function benchVerify(onRound: (text: string) => void): Promise<Row[]> {
  const jobs = availableParallelism();
  onRound(`${String(jobs)} labs at a time`);
  const { ms, proofs } = await run(jobs);
  const commands = proofs.map((proof) => proof.commandsMs);
  // However many cores there are, the longest lab is one piece.
  const bound = Math.max(Math.max(...commands), commands.reduce((sum, each) => sum + each, 0) / jobs);
  return [ratioRow(`labs verify, ${String(commands.length)} labs \u00d7 ${String(REPEAT)} on ${String(jobs)} cores`, ms, bound, { limit: 1.3, goal: 1.1, rounds: 1 })];
}

async function run(jobs: number): Promise<{ ms: number; proofs: LabProof[] }> {
  const world = await openVerifyWorld(['native'], {
    labsFolder: LABS, resourcesFolder: join(ROOT, 'resources'), env: process.env, platform: process.platform, home: homedir(), onWarning: () => undefined,
  });
  try {
    const tasks: VerifyTask[] = [...world.core('native').catalog().heads.keys()].flatMap((id) => tasksFor(world.core('native').catalog().lab(id), 'native'));
    const began = performance.now();
    const proofs = await verifyCourse({ world, tasks, repeat: REPEAT, jobs, signal: AbortSignal.timeout(DEADLINE_MS) });
    const ms = performance.now() - began;
    const failed = proofs.filter((proof) => proof.state === 'failed').map((proof) => proof.lab);
    if (failed.length > 0) throw new Error(`not proven: ${failed.join(', ')}`);
    return { ms, proofs: proofs.filter((proof) => proof.state === 'proven') };
  } finally {
    await world.dispose();
  }
}
