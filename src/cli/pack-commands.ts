/** The words of `backbench pack …` and what each does. */
import type { Command} from 'commander';
import { Argument, InvalidArgumentError, Option } from 'commander';
import { SLUG } from '../shared/slug.ts';
import { forgetKey, makeKey, showKeys, trustKey } from './commands/pack-keys.ts';
import { createPack, importPack, inspectPack, listPacks, verifyPack, type CreateChoice } from './commands/pack.ts';
import type { Context } from './index.ts';
import type { ExitCode } from './output.ts';

interface Json { json?: boolean }
export interface PackCommandParts {
  run: (options: Json, command: (context: Context) => Promise<ExitCode>) => Promise<void>;
  resourcesFolder: string;
}

const json = (): Option => new Option('--json', 'answer with one JSON document');

function slugName(text: string): string {
  if (!SLUG.test(text)) throw new InvalidArgumentError('Give lower-case letters, digits and single hyphens.');
  return text;
}

function sequenceNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('Give a whole number above 0.');
  return Number(text);
}

export function addPackCommands(root: Command, { run, resourcesFolder }: PackCommandParts): void {
  const pack = root.command('pack').description('one signed file with labs, images, programs and libraries, for machines without a network');
  pack.command('create <file>').description('make a pack of what is on this machine')
    .addOption(new Option('--id <id>', 'the pack\'s own name; packs of one name follow each other').argParser(slugName).makeOptionMandatory())
    .option('--title <text>', 'what people see')
    .addOption(new Option('--sequence <number>', 'its number; each update has a higher one').argParser(sequenceNumber))
    .option('--labs <ids...>', 'these labs, or "all"').option('--images <names...>', 'these images, by our names or by reference, or "all"')
    .option('--native <services...>', 'the programs of these services for this kind of computer, or "all"').option('--tools <stacks...>', 'the libraries of these stacks, or "all"')
    .option('--assignments <files...>', 'assignments that you made; signed with the same key')
    .option('--since <pack>', 'an update: carry only what this pack does not have').option('--key <name>', 'sign with this key, where there are several').addOption(json())
    .action((file: string, options: CreateChoice & Json) => run(options, (context) => createPack(context, file, options, resourcesFolder)));
  pack.command('inspect <file>').description('what a pack holds, whose it is, and whether it would be imported')
    .addOption(json()).action((file: string, options: Json) => run(options, (context) => inspectPack(context, file)));
  pack.command('verify <file>').description('read every byte and compare it with what was signed')
    .addOption(json()).action((file: string, options: Json) => run(options, (context) => verifyPack(context, file)));
  pack.command('import <file>').description('bring what the pack holds onto this machine; again, it goes on where it was stopped')
    .addOption(json()).action((file: string, options: Json) => run(options, (context) => importPack(context, file, false)));
  pack.command('update <file>').description('the same, for a pack that is here already in an older version')
    .addOption(json()).action((file: string, options: Json) => run(options, (context) => importPack(context, file, true)));
  pack.command('list').description('the packs on this machine')
    .addOption(json()).action((options: Json) => run(options, listPacks));

  const keys = pack.command('keys').description('keys to sign with, and whose packs are let in');
  keys.command('show').description('all keys with their fingerprints').addOption(json()).action((options: Json) => run(options, showKeys));
  keys.command('make').addArgument(new Argument('<name>').argParser(slugName)).description('make a key to sign packs with').addOption(json())
    .action((name: string, options: Json) => run(options, (context) => makeKey(context, name)));
  keys.command('trust <pack>').description('let packs with this pack\'s key in; without --fingerprint it only shows the one to compare')
    .option('--fingerprint <text>', 'as the maker of the pack told it').option('--name <text>', 'whose key it is')
    .option('--commands', 'its labs may run commands without a container, with all your rights').addOption(json())
    .action((file: string, options: Json & { fingerprint?: string; name?: string; commands?: boolean }) => run(options, (context) => trustKey(context, file, options)));
  keys.command('forget <fingerprint>').description('let no more packs with this key in').addOption(json())
    .action((print: string, options: Json) => run(options, (context) => forgetKey(context, print)));
}
