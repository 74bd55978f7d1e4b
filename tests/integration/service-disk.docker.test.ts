/**
 * A service's disk is really full. Docker gives a container's files no limit on ext4, so the stopped container's layer
 * is moved to a small file system of its own, mounted in its place; that takes root on the daemon's machine. `npm test`
 * runs this as root by itself (scripts/test/suites.mjs), and it fails where something is missing.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { LabSession } from '../../src/core/session/lab-session.ts';
import { docker, soon } from './docker-support.ts';
import { describeFaults } from './service-faults.ts';

const container = (session: LabSession, service: string) => docker.getContainer(`bb-${session.id}-${service}`);

/** Room for what the services write, and little enough to be filled in a moment. It is memory while the test runs. */
const SMALL_DISK = '256m';
/** What a service may have left of a disk that is full, in bytes: less than a page of any of its files. */
const FULL_BYTES = 4096;
const fillName = 'backbench-fill';

/** Where a container's own files are on this machine. */
async function layerOf(session: LabSession, service: string): Promise<string> {
  const { GraphDriver } = await container(session, service).inspect();
  const upper = (GraphDriver.Data as Partial<Record<string, string>> | null)?.['UpperDir'];
  if (GraphDriver.Name !== 'overlay2' || upper === undefined) throw new Error(`the daemon keeps containers with ${GraphDriver.Name}, not with overlay2`);
  return dirname(upper);
}

const run = (program: string, ...args: string[]): void => { execFileSync(program, args, { stdio: ['ignore', 'ignore', 'pipe'] }); };

describeFaults('docker', [{
  name: 'is out of disk',
  async arrange(session, service) {
    const layer = await layerOf(session, service);
    await container(session, service).stop();
    const place = mkdtempSync(join(tmpdir(), 'bb-small-disk-'));
    run('mount', '-t', 'tmpfs', '-o', `size=${SMALL_DISK}`, 'tmpfs', place);
    try {
      run('cp', '-a', `${layer}/.`, place);
      run('mount', '--move', place, layer);
    } catch (error) {
      run('umount', place);
      throw error;
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
    await session.restartService(service, soon());
    return () => { run('umount', layer); };
  },
  async strike(session, service) {
    const layer = await layerOf(session, service);
    const { State } = await container(session, service).inspect();
    // Each ends with "no space left on device": the first leaves less than one of its pieces.
    for (const piece of ['1M', '4K']) {
      try {
        execFileSync('dd', ['if=/dev/zero', `of=${join(layer, fillName)}`, `bs=${piece}`, 'oflag=append', 'conv=notrunc'], { stdio: 'ignore' });
      } catch {
        continue;
      }
      throw new Error('the disk did not become full');
    }
    // As the service sees it.
    const { bavail, bsize } = statfsSync(`/proc/${String(State.Pid)}/root`);
    if (bavail * bsize >= FULL_BYTES) throw new Error(`the service has ${String(bavail * bsize)} bytes left`);
  },
  async mend(session, service) {
    rmSync(join(await layerOf(session, service), fillName), { force: true });
  },
}]);
