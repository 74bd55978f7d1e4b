/** The commands about who shares this machine. */
import { Option, type Command } from 'commander';
import type { Core } from '../core/core.ts';
import type { Profile } from '../core/profiles/profiles.ts';
import { createProfile, listProfiles, removeOne, renameProfile, resetPin, useProfile, type ProfileContext } from './commands/profile.ts';
import type { ExitCode } from './output.ts';

export interface ProfileCommandParts {
  /** Runs a command without anybody's data. */
  run: (options: { json?: boolean }, command: (context: ProfileContext) => Promise<ExitCode>) => Promise<void>;
  open: (profile: Profile) => Promise<Core>;
}

interface Asked { json?: boolean; pin?: string; yes?: boolean }

export function addProfileCommands(root: Command, { run, open }: ProfileCommandParts): void {
  const json = (): Option => new Option('--json', 'answer with one JSON document');
  const profile = root.command('profile').description('the learners who share this machine, each with work of their own');
  profile.command('list').description('who is here').addOption(json()).action((options: Asked) => run(options, listProfiles));
  profile.command('create <name>').description('a place for another learner; a name that they like is enough')
    .option('--pin <digits>', 'asked for when they open it in the app').addOption(json())
    .action((name: string, options: Asked) => run(options, (context) => createProfile(context, name, options.pin)));
  profile.command('rename <name> <new>').description('call a learner otherwise').addOption(json())
    .action((name: string, to: string, options: Asked) => run(options, (context) => renameProfile(context, name, to)));
  profile.command('use <name>').description('whose work later commands go on with; --profile NAME does so for one command').addOption(json())
    .action((name: string, options: Asked) => run(options, (context) => useProfile(context, name)));
  profile.command('reset-pin <name>').description('take a forgotten PIN away; it keeps classmates out of the app and encrypts nothing').addOption(json())
    .action((name: string, options: Asked) => run(options, (context) => resetPin(context, name)));
  profile.command('remove <name>').description('erase a learner with all that is held about them here')
    .option('--yes', 'do not ask').addOption(json())
    .action((name: string, options: Asked) => run(options, (context) => removeOne(context, name, options.yes === true, open)));
}
