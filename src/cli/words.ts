/** The words of the command line: English, with commands as they are typed on this computer. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { commandCalled, commandName } from '../shared/command-name.ts';
import type { MessageTable } from '../shared/messages.ts';
import { english } from '../shared/messages-english.ts';

/** The folder that holds labs/ and resources/: two above out/main/. */
const folder = join(import.meta.dirname, '..', '..');

/** A command as it is typed here, such as `npx backbench lab start ID`. */
export const command = commandCalled(commandName({ folder, platform: process.platform, exists: existsSync }));

export const cliWords: MessageTable = { ...english, command };
