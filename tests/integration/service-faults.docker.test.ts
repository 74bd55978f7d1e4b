import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { LabSession } from '../../src/core/session/lab-session.ts';
import { docker, soon } from './docker-support.ts';
import { describeFaults, type Fault } from './service-faults.ts';

const container = (session: LabSession, service: string) => docker.getContainer(`bb-${session.id}-${service}`);
const MIB = 1024 * 1024;

/** Room for what the services write, and little enough to be filled in a moment. */
const SMALL_DISK = '256M';
/** What the file system keeps for its own lists. */
const FULL_BYTES = 64 * 1024;
const fillName = 'backbench-fill';

/** Where a container's own files are on this machine; null where the daemon keeps them in another way than overlay2. */
async function layerOf(session: LabSession, service: string): Promise<string | null> {
  const { GraphDriver } = await container(session, service).inspect();
  const upper = (GraphDriver.Data as Partial<Record<string, string>> | null)?.['UpperDir'];
  return GraphDriver.Name === 'overlay2' && upper !== undefined ? dirname(upper) : null;
}

/**
 * A disk that is really full. Docker gives a container's files no limit on ext4, so the stopped container's layer is
 * moved to a small file system of its own, mounted in its place; that takes root on the daemon's machine.
 */
const outOfDisk: Fault = {
  name: 'is out of disk',
  async arrange(session, service) {
    const layer = await layerOf(session, service);
    if (layer === null) throw new Error('the daemon does not keep containers with overlay2');
    await container(session, service).stop();
    const folder = mkdtempSync(join(tmpdir(), 'bb-small-disk-'));
    const [image, place] = [join(folder, 'image'), join(folder, 'place')];
    const run = (program: string, ...args: string[]): void => { execFileSync(program, args, { stdio: ['ignore', 'ignore', 'pipe'] }); };
    run('truncate', '-s', SMALL_DISK, image);
    run('mkfs.ext4', '-q', '-m', '0', image);
    run('mkdir', place);
    run('mount', '-o', 'loop', image, place);
    run('cp', '-a', `${layer}/.`, place);
    run('umount', place);
    run('mount', '-o', 'loop', image, layer);
    await session.restartService(service, soon());
    return () => {
      run('umount', layer);
      rmSync(folder, { recursive: true, force: true });
    };
  },
  async strike(session, service) {
    const layer = await layerOf(session, service);
    const { State } = await container(session, service).inspect();
    // Each ends with "no space left on device": the first leaves less than one of its pieces.
    for (const piece of ['1M', '1K']) {
      try {
        execFileSync('dd', ['if=/dev/zero', `of=${join(layer ?? '', fillName)}`, `bs=${piece}`, 'oflag=append', 'conv=notrunc'], { stdio: 'ignore' });
      } catch {
        continue;
      }
      throw new Error('the disk did not become full');
    }
    // As the service sees it.
    const { bavail, bsize } = statfsSync(`/proc/${String(State.Pid)}/root`);
    if (bavail * bsize > FULL_BYTES) throw new Error(`the service has ${String(bavail * bsize)} bytes left`);
  },
  async mend(session, service) {
    rmSync(join(await layerOf(session, service) ?? '', fillName), { force: true });
  },
};

/** Whether this machine lets the test make a small disk for a container. */
function canMakeDisk(): boolean {
  try {
    execFileSync('losetup', ['-f'], { stdio: 'ignore' });
    return process.getuid?.() === 0;
  } catch {
    return false;
  }
}

const faults: Fault[] = [
  { name: 'is killed', strike: async (session, service) => { await container(session, service).kill(); } },
  { name: 'is paused', strike: async (session, service) => { await container(session, service).pause(); } },
  {
    // The kernel ends what does not fit any more.
    name: 'is out of memory',
    strike: async (session, service) => { await container(session, service).update({ Memory: 6 * MIB, MemorySwap: 6 * MIB }).catch(() => undefined); },
    mend: async (session, service) => { await container(session, service).update({ Memory: 512 * MIB, MemorySwap: 512 * MIB }).catch(() => undefined); },
  },
  ...(canMakeDisk() ? [outOfDisk] : []),
];
describeFaults('docker', faults);
