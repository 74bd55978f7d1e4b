/** `backbench progress export | verify` */
import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { openProgressFile } from '../../core/progress/open-progress-file.ts';
import { soundness, verifyHistory } from '../../core/progress/verify-history.ts';
import { writeDurably } from '../../core/workspace/durable-files.ts';
import { describeError, diskSpaceText } from '../../shared/messages.ts';
import { findingText, SOUNDNESS_WORDS } from '../../shared/messages-english-progress.ts';
import { toErrorReport } from '../../shared/errors.ts';
import type { Context } from '../index.ts';
import { EXIT, type ExitCode, type Output } from '../output.ts';
import { cliWords } from '../words.ts';

export async function exportToFile({ core, output, signal }: Context, file: string | undefined, options: { name?: string; withWork?: boolean }): Promise<ExitCode> {
  const { bytes, content } = await core.progress.export({ ...(options.name === undefined ? {} : { pseudonym: options.name }), withWork: options.withWork === true }, signal);
  const target = resolve(file ?? '.');
  const isFolder = await stat(target).then((found) => found.isDirectory(), () => false);
  const path = isFolder ? join(target, fileName(content.pseudonym)) : target;
  await writeDurably(path, bytes);
  const leftOut = content.work.flatMap((work) => work.leftOut.map((each) => ({ lab: work.lab, ...each })));
  output.data({ path, pseudonym: content.pseudonym, events: content.events.length, work: content.work.map(({ lab, variant, files }) => ({ lab, variant, files: files.length })), leftOut });
  output.say(`${path}: the progress of ${content.pseudonym}, ${String(content.events.length)} events, ${diskSpaceText(bytes.byteLength)}.`);
  for (const each of leftOut) output.say(`  left out, too large: ${each.lab}: ${each.path} (${diskSpaceText(each.bytes)})`);
  return EXIT.passed;
}

/** Exit code 1 when one of them is not as it was written, or can't be read. */
export async function verifyFiles(output: Output, files: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = EXIT.passed;
  const answers: unknown[] = [];
  for (const name of files) {
    try {
      const { file } = await openProgressFile(resolve(name));
      const findings = verifyHistory(file, Date.now());
      const found = soundness(findings);
      if (found === 'tampered') code = EXIT.notYet;
      answers.push({ file: name, pseudonym: file.pseudonym, device: file.device, events: file.events.length, soundness: found, findings });
      output.say(`${basename(name)}: ${file.pseudonym} (${file.device.slice(0, 8)}), ${String(file.events.length)} events: ${SOUNDNESS_WORDS[found]}.`);
      for (const finding of findings) output.say(`  ${findingText(finding)}`);
    } catch (error) {
      code = EXIT.notYet;
      const report = toErrorReport(error);
      const words = describeError(report, cliWords);
      answers.push({ file: name, error: report });
      output.say(`${basename(name)}: ${words.title}. ${words.text}`);
    }
  }
  output.data(answers);
  return code;
}

/** Letters and digits of any script; what a file system may not like becomes a hyphen. */
function fileName(pseudonym: string): string {
  return `${pseudonym.replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '-').replaceAll(/^-|-$/g, '') || 'learner'}.bbprogress`;
}
