import type { LabSession } from '../../src/core/session/lab-session.ts';
import { docker } from './docker-support.ts';
import { describeFaults } from './service-faults.ts';

const container = (session: LabSession, service: string) => docker.getContainer(`bb-${session.id}-${service}`);
const MIB = 1024 * 1024;

describeFaults('docker', [
  { name: 'is killed', strike: async (session, service) => { await container(session, service).kill(); } },
  { name: 'is paused', strike: async (session, service) => { await container(session, service).pause(); } },
  {
    // The kernel ends what does not fit any more.
    name: 'is out of memory',
    strike: async (session, service) => { await container(session, service).update({ Memory: 6 * MIB, MemorySwap: 6 * MIB }).catch(() => undefined); },
    mend: async (session, service) => { await container(session, service).update({ Memory: 512 * MIB, MemorySwap: 512 * MIB }).catch(() => undefined); },
  },
]);
