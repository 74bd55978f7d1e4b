/** Commands on the native engine. */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import type { Environment } from '../../src/core/engines/engine.ts';
import { deadline, nativeWorld, newSessionId, type NativeWorld } from './native-support.ts';
import { commandTests, processTests } from './run-command.ts';

let world: NativeWorld;
let environment: Environment;
let workspace = '';

beforeAll(async () => {
  world = nativeWorld();
  const sessionId = newSessionId();
  workspace = join(world.dataFolder, 'workspaces', sessionId);
  mkdirSync(workspace, { recursive: true });
  ({ environment } = await world.engine.open({
    sessionId, lab: 'shop', services: [{ id: 'cache', kind: 'redis', password: 'secret' }], workspace, tools: [],
  }, { signal: deadline() }));
});
afterAll(() => world.dispose());

/** All of this machine's: the numbers in the tests' commands are theirs alone. */
function processes(): Promise<string[]> {
  return Promise.resolve(readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    } catch {
      return '';
    }
  }));
}

describe.skipIf(process.platform !== 'linux')('a command', () => {
  commandTests(() => ({ environment, workspace, processes }));
  processTests(() => ({ environment, workspace, processes }));
});
