import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LabSession } from '../../src/core/session/lab-session.ts';
import { describeFaults, type Fault } from './service-faults.ts';

const pidOf = (session: LabSession, service: string, dataFolder: string): number => {
  const record = JSON.parse(readFileSync(join(dataFolder, 'native', session.id, service, 'process.json'), 'utf8')) as { token: string };
  return Number(record.token.split('@')[0]);
};
/** Limits of the running process; only Linux can change them from outside. What it forks has them too. */
const limit = (name: string, what: string): Fault => ({
  name,
  strike: (session, service, dataFolder) => {
    execFileSync('prlimit', ['--pid', String(pidOf(session, service, dataFolder)), what]);
    return Promise.resolve();
  },
  mend: (session, service, dataFolder) => {
    // A service that was restarted meanwhile has other limits already.
    execFileSync('prlimit', ['--pid', String(pidOf(session, service, dataFolder)), `${what.split('=')[0] ?? ''}=unlimited:`]);
    return Promise.resolve();
  },
});
const signal = (name: string, which: NodeJS.Signals): Fault => ({
  name,
  strike: (session, service, dataFolder) => {
    process.kill(pidOf(session, service, dataFolder), which);
    return Promise.resolve();
  },
});

describeFaults('native', [
  signal('is killed', 'SIGKILL'), signal('is paused', 'SIGSTOP'),
  // The soft limit only, so that it can be raised again by an ordinary user.
  ...(process.platform === 'linux' ? [limit('is out of disk', '--fsize=0:'), limit('is out of memory', '--as=1000000:')] : []),
]);
