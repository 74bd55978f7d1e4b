/** `backbench class recheck` */
import { recheckWork, type RecheckedCheck } from '../../core/class/recheck-work.ts';
import type { EngineKind } from '../../shared/lab-format.ts';
import { describeError } from '../../shared/messages.ts';
import type { Context } from '../index.ts';
import { EXIT, type ExitCode } from '../output.ts';
import { cliWords } from '../words.ts';

const NOT_RUN: Record<NonNullable<RecheckedCheck['reason']>, string> = {
  'not-carried': 'could not be run: it looks at data, processes or Git, which a progress file does not carry',
  'needs-data': 'not passed here; data that a progress file does not carry may be why',
  'left-out': 'not passed here; files that were too large to come along may be why',
  broken: 'could not be run: the lab did not work here',
};

/** Exit code 1 when a check differs, 2 when none could be run. */
export async function recheckLearner(
  { core, output, signal }: Context, name: string, learner: string, { engine, agreeNative }: { engine?: EngineKind; agreeNative?: boolean },
): Promise<ExitCode> {
  const file = await core.classes.file(name, learner, signal);
  const labs = await recheckWork(file, {
    world: core.besides, engine: engine ?? null, agreedNative: agreeNative === true, signal,
    onProgress: ({ lab, step, at, of }) => { output.progress(`${String(at)} of ${String(of)}: ${lab}${step === '' ? '' : `, ${step}`}`); },
  });
  output.progress('');
  output.data({ class: name, learner: file.pseudonym, labs });
  for (const lab of labs) {
    output.say(`${lab.title}${lab.variant === '' ? '' : ` (${lab.variant})`}, on ${lab.engine}`);
    if (lab.error !== null) output.say(`  could not be run: ${[describeError(lab.error, cliWords).title, describeError(lab.error, cliWords).text].join('. ')}`);
    for (const { check, outcome, reason } of lab.checks) output.say(`  ${check}: ${outcome === 'same' ? 'the same' : outcome === 'differs' ? 'DIFFERS: the history says that it passes' : NOT_RUN[reason ?? 'broken']}`);
  }
  const all = labs.flatMap(({ checks }) => checks);
  const count = (outcome: RecheckedCheck['outcome']): string => String(all.filter((each) => each.outcome === outcome).length);
  output.say(labs.length === 0 ? 'The history says of no check that it passes: there is nothing to compare.' : `${count('same')} the same, ${count('differs')} differ, ${count('not-run')} could not be compared.`);
  if (all.some(({ outcome }) => outcome === 'differs')) return EXIT.notYet;
  return labs.some(({ error }) => error !== null) ? EXIT.couldNotRun : EXIT.passed;
}
