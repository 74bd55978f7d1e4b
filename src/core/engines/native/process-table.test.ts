import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { processToken } from '../../process-identity.ts';
import { familyOf, markedProcesses, markVariable, processTable, type ProcessEntry } from './process-table.ts';

const entry = (pid: number, parent: number, group: number, session = group): ProcessEntry => ({ pid, parent, group, session, start: '1' });

it('takes descendants in groups of their own for family, and no neighbours', () => {
  const table = [entry(10, 1, 10), entry(11, 10, 11), entry(12, 11, 12), entry(13, 1, 10), entry(20, 1, 20), entry(21, 20, 20)];
  expect(familyOf(10, table)).toEqual([10, 13, 11, 12]);
  expect(familyOf(99, table)).toEqual([]);
});

it.skipIf(process.platform !== 'linux')('finds processes by their mark, and none of another installation', async () => {
  const mark = { instance: `test-${String(process.pid)}`, session: '0123456789ab', role: 'service', owner: processToken(process.pid) ?? '' } as const;
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { env: markVariable(mark), stdio: 'ignore' });
  try {
    await once(child, 'spawn');
    // The environment is there once the new program is: a moment after the start.
    await expect.poll(() => markedProcesses(mark.instance)).toMatchObject([{ pid: child.pid, mark }]);
    expect(await markedProcesses('another')).toEqual([]);
    expect((await processTable()).find(({ pid }) => pid === child.pid)).toMatchObject({ parent: process.pid });
  } finally {
    child.kill('SIGKILL');
  }
});
