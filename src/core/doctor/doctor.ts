/** The doctor: looks at everything a lab needs on this machine and tries it for real. */
import { accessSync, constants, statfsSync } from 'node:fs';
import { toErrorReport, BackbenchError } from '../../shared/errors.ts';
import type { DoctorItem, DoctorReport } from '../../shared/views.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { waysOf } from '../catalog/lab-head.ts';
import { labEngines, type Engines } from '../session/choose-engine.ts';

export interface DoctorParts {
  engines: Engines;
  catalog: () => Catalog;
  dataFolder: string;
}

/** Less than this much free space and labs begin to fail, in bytes: room for one lab's services twice over. */
const LITTLE_SPACE = 1024 ** 3;

/**
 * Probes both engines side by side (each starts its services once and asks them something), the data
 * folder, and then each lab.
 * @param onItem called for each thing as soon as it is known
 */
export async function runDoctor(
  parts: DoctorParts, signal: AbortSignal, onItem: (item: DoctorItem) => void,
): Promise<DoctorReport> {
  const data = probeDataFolder(parts.dataFolder);
  onItem(data);
  const probed = await Promise.all(Object.values(parts.engines).map((engine) => engine.probe({ signal, real: true, onItem })));
  const labs = await Promise.all([...parts.catalog().heads.values()].flatMap((head) => waysOf(head).map(async ({ variant, needs }) => ({
    lab: head.id, title: head.title, variant: variant?.title ?? null, engines: await labEngines({ services: head.services, needs }, parts.engines, signal),
  }))));
  const runs = new Set(labs.filter((lab) => lab.engines.some((engine) => engine.ready)).map((lab) => lab.lab));
  const ok = data.status === 'ok' && labs.every((lab) => runs.has(lab.lab));
  return { items: [data, ...probed.flat()], labs, ok };
}

function probeDataFolder(folder: string): DoctorItem {
  const since = performance.now();
  const item = { id: 'data-folder', group: 'data' as const, name: folder };
  try {
    accessSync(folder, constants.R_OK | constants.W_OK);
    const { bavail, bsize } = statfsSync(folder);
    const free = bavail * bsize;
    const found = `${(free / 1024 ** 3).toFixed(1)} GiB free`;
    const ms = performance.now() - since;
    if (free >= LITTLE_SPACE) return { ...item, status: 'ok', found, error: null, ms };
    return { ...item, status: 'failed', found, error: new BackbenchError('DISK_FULL', { path: folder }).toReport(), ms };
  } catch (error) {
    const reason = toErrorReport(error);
    const unusable = new BackbenchError('DATA_FOLDER_UNUSABLE', {
      path: folder, reason: reason.code === 'INTERNAL' ? reason.details.reason : reason.code,
    });
    return { ...item, status: 'failed', found: '', error: unusable.toReport(), ms: performance.now() - since };
  }
}
