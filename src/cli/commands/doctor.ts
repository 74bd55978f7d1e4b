/** `backbench doctor` */
import { describeError, doctorGroupTitle, doctorStatusWord, engineName, errorFacts } from '../../shared/messages.ts';
import type { Context } from '../index.ts';
import { EXIT, type ExitCode } from '../output.ts';
import { cliWords } from '../words.ts';

/** Passed when every lab can run on at least one engine. */
export async function doctor({ core, output, signal }: Context): Promise<ExitCode> {
  const report = await core.doctor(signal, (item) => {
    output.say(`${doctorStatusWord(item.status).padEnd(8)} ${doctorGroupTitle(item.group).padEnd(16)} ${item.name}  ${item.found}`);
    if (item.error === null) return;
    const words = describeError(item.error, cliWords);
    output.say(`         ${words.title}${words.next === '' ? '' : ` ${words.next}`}`);
    for (const attempt of errorFacts(item.error).attempts) output.say(`           ${attempt.place} (${attempt.source}): ${attempt.outcome}`);
  });
  output.say('');
  for (const lab of report.labs) {
    const ready = lab.engines.filter((engine) => engine.ready).map((engine) => engineName(engine.engine));
    const name = lab.variant === null ? lab.lab : `${lab.lab}, ${lab.variant}`;
    output.say(`${name.padEnd(26)} ${ready.length > 0 ? `runs on ${ready.join(' and ')}` : 'cannot run here yet'}`);
    for (const { engine, ready: isReady, missing } of lab.engines) {
      if (isReady) continue;
      for (const error of missing) {
        const words = describeError(error, cliWords);
        output.say(`    ${engineName(engine)}: ${words.title} ${words.next}`);
      }
    }
  }
  output.data(report);
  return report.ok ? EXIT.passed : EXIT.couldNotRun;
}
