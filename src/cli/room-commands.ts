/** The words of `backbench room …` and what each does. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { handInToRoom, importFromRoom, lookAtRoom, serveRoom, type ImportChoice } from './commands/room.ts';
import type { Context } from './index.ts';
import type { ExitCode } from './output.ts';

interface Json { json?: boolean }
type Run = (options: Json, command: (context: Context) => Promise<ExitCode>) => Promise<void>;

const json = (): Option => new Option('--json', 'answer with one JSON document');
const code = (): Option => new Option('--code <code>', 'as the teacher\'s computer shows it').makeOptionMandatory();

function portNumber(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535) throw new InvalidArgumentError('Give a port from 1 to 65535.');
  return port;
}

/** @param run on a learner's own data @param runShared on what everybody shares */
export function addRoomCommands(root: Command, run: Run, runShared: Run): void {
  const room = root.command('room').description('packs and progress over the local network, for one room');
  room.command('serve [packs...]').description('serve these packs, until Ctrl-C; shows the address and the code to join')
    .option('--class <name>', 'take progress that is handed in, into this class').addOption(new Option('--port <number>', 'on this port').argParser(portNumber)).addOption(json())
    .action((packs: string[], options: Json & { class?: string; port?: number }) => run(options, (context) => serveRoom(context, packs, { className: options.class ?? null, port: options.port ?? null })));
  room.command('look <address>').description('what the room there has')
    .addOption(code()).addOption(json()).action((address: string, options: Json & { code: string }) => runShared(options, (context) => lookAtRoom(context, { address, code: options.code })));
  room.command('import <address>').description('import a pack from the room; again, it goes on where it was stopped')
    .addOption(code()).option('--pack <id>', 'which of several packs')
    .option('--trust <fingerprint>', 'trust the key that has this fingerprint, as the maker of the pack told it').option('--name <text>', 'whose key it is')
    .option('--commands', 'labs with that key may run commands without a container, with all your rights').addOption(json())
    .action((address: string, options: Json & ImportChoice & { code: string }) => runShared(options, (context) => importFromRoom(context, { address, code: options.code }, options)));
  room.command('hand-in <address>').description('hand your progress in to the class that the room collects for')
    .addOption(code()).option('--name <pseudonym>', 'what you are called in the class').option('--with-work', 'your files of the labs as well, so that the checks can be run again').addOption(json())
    .action((address: string, options: Json & { code: string; name?: string; withWork?: boolean }) => run(options, (context) => handInToRoom(context, { address, code: options.code }, options)));
}
