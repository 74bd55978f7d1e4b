/** `backbench tools list | add`: the libraries that labs on native services use, kept beside the app. */
import { BackbenchError, toErrorReport } from '../../shared/errors.ts';
import { describeError } from '../../shared/messages.ts';
import { addLibraries } from '../../core/libraries/add-libraries.ts';
import { librariesFolder, listHash, readManifest } from '../../core/libraries/library-folders.ts';
import { isStack, STACK_DEFINITIONS, STACKS, type Stack } from '../../core/libraries/stacks.ts';
import { join } from 'node:path';
import type { AuthorContext } from '../index.ts';
import { EXIT, type ExitCode } from '../output.ts';
import { cliWords } from '../words.ts';

type State = 'here' | 'outdated' | 'missing';

async function stateOf(resourcesFolder: string, stack: Stack): Promise<State> {
  const present = await readManifest(librariesFolder(resourcesFolder, stack));
  if (present === null) return 'missing';
  return present.list === await listHash(join(resourcesFolder, 'images'), stack) ? 'here' : 'outdated';
}

/** Passed when the libraries of all stacks are here. */
export async function listTools({ output, resourcesFolder }: AuthorContext): Promise<ExitCode> {
  const stacks = await Promise.all(STACKS.map(async (stack) => ({ stack, state: await stateOf(resourcesFolder, stack) })));
  output.data(stacks);
  for (const { stack, state } of stacks) output.say(`${stack.padEnd(12)} ${state}`);
  return stacks.every(({ state }) => state === 'here') ? EXIT.passed : EXIT.couldNotRun;
}

/**
 * Adds one stack after the other; what fails does not keep the others from being added.
 * @param names all stacks when empty
 * @param forOthers somebody else will run the labs
 * @throws BackbenchError STACK_UNKNOWN before anything is done
 */
export async function addTools({ output, signal, resourcesFolder }: AuthorContext, names: readonly string[], forOthers: boolean): Promise<ExitCode> {
  const wanted = names.length === 0 ? STACKS : names.map((name) => {
    if (!isStack(name)) throw new BackbenchError('STACK_UNKNOWN', { stack: name, known: [...STACKS] });
    return name;
  });
  const env = Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
  const outcomes: unknown[] = [];
  let failed = false;
  for (const stack of wanted) {
    try {
      const { added, madeWith } = await addLibraries({
        stack, resourcesFolder, env, platform: process.platform, signal, forOthers, onText: (text) => { output.progress(`${stack}: ${text}`); },
      });
      outcomes.push({ stack, added, madeWith });
      output.progress('');
      output.say(`${STACK_DEFINITIONS[stack].title.padEnd(12)} ${added ? 'added' : 'was here already'}, with ${STACK_DEFINITIONS[stack].tool} ${madeWith}`);
    } catch (error) {
      signal.throwIfAborted();
      failed = true;
      const report = toErrorReport(error);
      outcomes.push({ stack, error: report });
      output.progress('');
      const words = describeError(report, cliWords);
      output.say(`${STACK_DEFINITIONS[stack].title.padEnd(12)} not added: ${words.title}. ${words.text}\n${' '.repeat(13)}${words.next}`);
      if (report.code === 'LIBRARIES_FAILED') output.say(report.details.log.slice(-8).map((line) => `${' '.repeat(13)}${line}`).join('\n'));
    }
  }
  output.data(outcomes);
  return failed ? EXIT.couldNotRun : EXIT.passed;
}
