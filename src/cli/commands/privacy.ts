/** `backbench privacy list | export | erase` */
import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { profilesFolder } from '../../core/profiles/profiles.ts';
import { removeProfile } from '../../core/profiles/remove-profile.ts';
import { diskSpaceText } from '../../shared/messages.ts';
import type { Context } from '../index.ts';
import { EXIT, type ExitCode } from '../output.ts';
import { confirmed } from './lab-timeline.ts';
import { command } from '../words.ts';

const ABOUT = {
  learner: `About you. Copied by "${command('privacy export')}", erased by "${command('privacy erase')}":`,
  installation: 'This installation\'s own names and keys. Erased as well, and in no export:',
  nobody: 'The same for everybody. Stays:',
  others: `About learners of your class. Taken out one by one with "${command('class erase')}":`,
} as const;

export async function listData({ core, output, signal }: Context): Promise<ExitCode> {
  const held = await core.privacy.held(signal);
  output.data({ folder: core.dataFolder, held });
  output.say(`All is in ${core.dataFolder}; containers of labs are in the container engine. Nothing is sent anywhere.`);
  for (const about of Object.keys(ABOUT) as (keyof typeof ABOUT)[]) {
    const places = held.filter((each) => each.about === about);
    if (places.length > 0) output.say(`\n${ABOUT[about]}`);
    for (const { paths, bytes, what } of places) output.say(`  ${paths.map((path) => basename(path)).join(', ')} (${diskSpaceText(bytes)})\n    ${what}`);
  }
  return EXIT.passed;
}

export async function copyData({ core, output, signal }: Context, folder: string): Promise<ExitCode> {
  const target = resolve(folder);
  const held = await core.privacy.copy(target, signal);
  output.data({ folder: target, held });
  output.say(`${target} has a copy of all that is held about you; README.txt there says what is what.`);
  return EXIT.passed;
}

export async function eraseData({ core, profile, output, signal }: Context, yes: boolean): Promise<ExitCode> {
  if (!yes && !(await confirmed('Erase your progress, your files and the data of all labs on this machine? This can\'t be undone.'))) {
    output.data({ erased: [] });
    output.say('Nothing was erased. To erase without a question, add --yes.');
    return EXIT.couldNotRun;
  }
  // Where several share the machine, the name goes as well, unless it stands above a class.
  const named = existsSync(profilesFolder(core.sharedFolder)) && !existsSync(join(core.dataFolder, 'classes'));
  const erased = named ? await removeProfile({ root: core.sharedFolder, profile, core }, signal) : await core.privacy.erase(signal, ['profile.json']);
  output.data({ erased });
  for (const path of erased) output.say(`  ${path}`);
  output.say('All of it is erased. Progress files that you gave to somebody are theirs to erase.');
  return EXIT.passed;
}
