/** What `labs verify` says to a person: progress, one line a lab, the problems, the sum. */
import type { LabProof, VerifyTask } from '../../core/answers/verify-course.ts';
import { describeError, engineName, problemPlace } from '../../shared/messages.ts';
import type { Output } from '../output.ts';
import type { Verification } from './labs-verify.ts';
import { cliWords } from '../words.ts';

export function tellProgress(output: Output, { task, subject, run }: { task: VerifyTask; subject: string; run: number }, repeat: number): void {
  // Lines of progress are for a person who watches; a log would drown in them.
  if (!process.stderr.isTTY) return;
  const which = repeat === 1 ? '' : `, run ${String(run)} of ${String(repeat)}`;
  output.progress(`${proofName(task)} on ${engineName(task.engine)}${which}: ${subject} …`);
}

export function tellProof(output: Output, proof: LabProof): void {
  const head = `${proofName(proof)} on ${engineName(proof.engine)}`;
  if (proof.state === 'not-run') {
    output.say(`– ${head}: not run here.`);
  } else {
    const facts = [
      `${String(itemCount(proof))} items${proof.runs.length > 1 ? ` × ${String(proof.runs.length)}` : ''}`,
      `start ${seconds(proof.startMs)}`, `in all ${seconds(proof.ms)}`, ...(proof.peakMemoryMb === null ? [] : [`${String(proof.peakMemoryMb)} MB`]),
    ];
    output.say(`${proof.state === 'proven' ? '✓' : '✗'} ${head}: ${facts.join(', ')}`);
  }
  for (const line of proofProblemLines(proof)) output.say(`    ${line}`);
}

export function tellSummary(output: Output, { proofs, broken, ms, outboundSeen, cancelled, planned }: Verification): void {
  for (const { lab, problems } of broken) {
    output.say(`✗ ${lab} can't be used:`);
    for (const problem of problems) output.say(`    ${problemPlace(problem)}: ${problem.message}`);
  }
  for (const [engine, text] of Object.entries(outboundSeen)) output.say(`Outbound connections, ${engine}: ${text}`);
  const count = (state: LabProof['state']): number => proofs.filter((proof) => proof.state === state).length;
  if (cancelled) output.say(`Cancelled: ${planned === 0 ? 'nothing was proven yet' : `${String(proofs.length)} of ${String(planned)} proofs were done`}.`);
  output.say(`${String(count('proven'))} proven, ${String(count('failed') + broken.length)} failed, ${String(count('not-run'))} not run (${seconds(ms)}).`);
}

/** All that is wrong, a line each: each problem once, with its runs when not all had it. */
export function proofProblemLines(proof: LabProof): string[] {
  const runsOf = new Map<string, number[]>();
  for (const [index, run] of proof.runs.entries()) {
    for (const item of run.items) {
      for (const problem of item.problems) {
        const line = `${item.kind} ${item.subject}: ${problem}`;
        runsOf.set(line, [...runsOf.get(line) ?? [], index + 1]);
      }
    }
  }
  const reasons = proof.reasons.map((reason) => {
    const { title, text, next } = describeError(reason, cliWords);
    return [title, text, next].filter((part) => part !== '').join(' ');
  });
  const problems = [...runsOf].map(([line, runs]) => (runs.length === proof.runs.length ? line : `${line} (runs ${runs.join(', ')})`));
  const outbound = (proof.outbound ?? 0) === 0 ? [] : [`${String(proof.outbound)} packets tried to leave this machine while the lab ran. A lab works without a network.`];
  return [...reasons, ...problems, ...proof.disagreements, ...outbound];
}

/** The lab, with its variant where there are several. */
export const proofName = ({ lab, variant }: Pick<LabProof, 'lab' | 'variant'>): string => (variant === null ? lab : `${lab} (${variant})`);

/** Items of one run that ran something. */
export function itemCount(proof: LabProof): number {
  return proof.runs[0]?.items.filter((item) => item.kind !== 'proof').length ?? 0;
}

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
