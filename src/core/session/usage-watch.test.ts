/** What counts as a program in a terminal. */
import { expect, it } from 'vitest';
import { isPromptShell } from './usage-watch.ts';

it.each(['bash', '-bash', '/bin/bash --rcfile /lab/rc -i', 'zsh -l', 'sh', 'fish', 'pwsh -NoLogo', 'C:\\Windows\\powershell.exe'])('%s waits for a line', (command) => {
  expect(isPromptShell(command)).toBe(true);
});

it.each(['sleep 600', 'bash start.sh', 'bash -c make', 'node server.js', 'bashful', 'psql', 'sh -e ./run.sh'])('%s is a program', (command) => {
  expect(isPromptShell(command)).toBe(false);
});
