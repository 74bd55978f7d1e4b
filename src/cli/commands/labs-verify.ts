/** `backbench labs verify` */
import { homedir } from 'node:os';
import { verifyCourse, type LabProof, type VerifyTask } from '../../core/answers/verify-course.ts';
import type { VerifyItem } from '../../core/answers/verify-lab.ts';
import { openVerifyWorld, type VerifyWorld } from '../../core/answers/verify-world.ts';
import { BackbenchError } from '../../shared/errors.ts';
import { ENGINE_KINDS, type EngineKind } from '../../shared/lab-format.ts';
import { describeError, engineName, problemPlace } from '../../shared/messages.ts';
import type { AuthorContext } from '../index.ts';
import { EXIT, type ExitCode, type Output } from '../output.ts';

export interface VerifyRequest {
  ids: readonly string[];
  engine: EngineKind | 'both';
  repeat: number;
  jobs: number;
}

/** 0: every lab is proven; 1: one is not; 2: nothing could be run, or a lab could not be run on a forced engine. */
export async function verifyLabs({ output, signal, labsFolder, resourcesFolder }: AuthorContext, request: VerifyRequest): Promise<ExitCode> {
  const began = performance.now();
  const engines = request.engine === 'both' ? ENGINE_KINDS : [request.engine];
  const world = await openVerifyWorld(engines, {
    labsFolder, resourcesFolder, env: process.env, platform: process.platform, home: homedir(),
    onWarning: (text) => { process.stderr.write(`${text}\n`); },
  });
  let proofs: LabProof[];
  let broken;
  try {
    ({ broken } = world.core(engines[0] ?? 'native').catalog());
    proofs = await verifyCourse({
      world, tasks: tasksOf(world, engines, request.ids), repeat: request.repeat, jobs: request.jobs, signal,
      onItem: (task, item, run) => { tellItem(output, task, item, run, request.repeat); },
      onProof: (proof) => { tellProof(output, proof); },
    });
  } finally {
    output.progress('stopping …');
    await world.dispose();
  }
  for (const { lab, problems } of request.ids.length === 0 ? broken : []) {
    output.say(`✗ ${lab} can't be read:`);
    for (const problem of problems) output.say(`    ${problemPlace(problem)}: ${problem.message}`);
  }
  const failed = proofs.filter((proof) => proof.state === 'failed').length + (request.ids.length === 0 ? broken.length : 0);
  const notRun = proofs.filter((proof) => proof.state === 'not-run').length;
  const proven = proofs.length - proofs.filter((proof) => proof.state === 'failed').length - notRun;
  const ms = Math.round(performance.now() - began);
  output.data({ ok: failed === 0 && notRun === 0, repeat: request.repeat, jobs: request.jobs, ms, proofs, broken });
  output.say(`${String(proven)} proven, ${String(failed)} failed, ${String(notRun)} not run (${seconds(ms)}).`);
  if (failed > 0) return EXIT.notYet;
  return notRun > 0 ? EXIT.couldNotRun : EXIT.passed;
}

/** Every lab on every engine that suits it. @throws BackbenchError LAB_NOT_FOUND, LAB_INVALID, ENGINE_NOT_SUPPORTED */
function tasksOf(world: VerifyWorld, engines: readonly EngineKind[], ids: readonly string[]): VerifyTask[] {
  const { labs, broken } = world.core(engines[0] ?? 'native').catalog();
  for (const id of ids) {
    const bad = broken.find((each) => each.lab === id);
    if (bad !== undefined) throw new BackbenchError('LAB_INVALID', { lab: id, problems: bad.problems });
    if (!labs.has(id)) throw new BackbenchError('LAB_NOT_FOUND', { lab: id, known: [...labs.keys()] });
  }
  const wanted = [...labs.values()].filter(({ lab }) => ids.length === 0 || ids.includes(lab.id));
  const tasks = wanted.flatMap(({ lab }) => engines
    .filter((engine) => lab.needs.engine === 'any' || lab.needs.engine === engine)
    .map((engine): VerifyTask => ({ lab: lab.id, engine })));
  const [only] = wanted;
  if (tasks.length === 0 && only !== undefined) {
    throw new BackbenchError('ENGINE_NOT_SUPPORTED', { lab: only.lab.id, engine: engines[0] ?? '', needs: only.lab.needs.engine });
  }
  return tasks;
}

function tellItem(output: Output, task: VerifyTask, item: VerifyItem, run: number, repeat: number): void {
  const which = repeat === 1 ? '' : `, run ${String(run)} of ${String(repeat)}`;
  if (process.stderr.isTTY) output.progress(`${task.lab} on ${task.engine}${which}: ${item.kind} ${item.subject} …`);
}

function tellProof(output: Output, proof: LabProof): void {
  const head = `${proof.lab} on ${engineName(proof.engine)}`;
  const times = `start ${seconds(proof.startMs)}, in all ${seconds(proof.ms)}`;
  if (proof.state === 'not-run') {
    output.say(`– ${head}: not run here.`);
  } else {
    const [run] = proof.runs;
    const items = run?.items.filter((item) => item.kind !== 'proof').length ?? 0;
    output.say(`${proof.state === 'proven' ? '✓' : '✗'} ${head}: ${String(items)} items${proof.runs.length > 1 ? ` × ${String(proof.runs.length)}` : ''} (${times})`);
  }
  for (const reason of proof.reasons) {
    const { title, text, next } = describeError(reason);
    output.say(`    ${[title, text, next].filter((part) => part !== '').join(' ')}`);
  }
  for (const line of problemLines(proof)) output.say(`    ${line}`);
}

/** Each problem once, with the runs that had it when not all did. */
function problemLines(proof: LabProof): string[] {
  const runsOf = new Map<string, number[]>();
  for (const [index, run] of proof.runs.entries()) {
    for (const item of run.items) {
      for (const problem of item.problems) {
        const line = `${item.kind} ${item.subject}: ${problem}`;
        runsOf.set(line, [...runsOf.get(line) ?? [], index + 1]);
      }
    }
  }
  const problems = [...runsOf].map(([line, runs]) => (runs.length === proof.runs.length ? line : `${line} (runs ${runs.join(', ')})`));
  return [...problems, ...proof.disagreements];
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
