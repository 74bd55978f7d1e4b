/** The running part of a session: the environment and a driver for each service, opened and let go together. */
import { join } from 'node:path';
import { BackbenchError } from '../../shared/errors.ts';
import type { ServiceKind, ServiceSpec } from '../../shared/lab-format.ts';
import type { LoadedLab } from '../catalog/catalog.ts';
import { readLabFile } from '../catalog/lab-files.ts';
import type { CallOptions, Endpoint, Engine, Environment } from '../engines/engine.ts';
import { createRowSets } from '../generate/row-set.ts';
import type { SessionRow } from '../progress/session-table.ts';
import type { SeedRows, Service, ServiceDriver } from '../services/service.ts';

/** How long undoing a failed start may take, in milliseconds: a clean stop of PostgreSQL with room to spare. */
const UNDO_DEADLINE_MS = 20_000;

export interface Live {
  environment: Environment;
  /** By service id. */
  drivers: ReadonlyMap<string, ServiceDriver>;
  /** Closes the drivers' connections and stops listening. The services run on. */
  letGo(): Promise<void>;
}

export interface LiveParts {
  engine: Engine;
  services: Record<ServiceKind, Service>;
  row: SessionRow;
  workspaceFolder: string;
  dataFolder: string;
  onChange: () => void;
  onWarning: (text: string) => void;
}

/**
 * Opens the lab's services and fills those that are not filled yet.
 * @throws BackbenchError; what this call started is stopped again
 */
export async function openLive(loaded: LoadedLab, parts: LiveParts, options: CallOptions): Promise<Live> {
  const { lab } = loaded;
  const { environment } = await parts.engine.open({
    sessionId: parts.row.id, lab: lab.id, tools: lab.needs.tools, workspace: parts.workspaceFolder,
    services: lab.services.map((spec) => ({ id: spec.id, kind: spec.kind, password: parts.row.passwords[spec.id] ?? '', faults: spec.faults })),
  }, options);
  const live = attach(loaded, environment, parts);
  try {
    await seedAll(loaded, live, options);
    return live;
  } catch (error) {
    await live.letGo();
    await environment.stop({ signal: AbortSignal.timeout(UNDO_DEADLINE_MS) });
    throw error;
  }
}

function attach(loaded: LoadedLab, environment: Environment, parts: LiveParts): Live {
  const endpointOf = (id: string): Endpoint => {
    const found = environment.services().find((service) => service.id === id);
    if (found?.endpoint) return found.endpoint;
    throw new BackbenchError('SERVICE_UNREACHABLE', { service: id, reason: found?.state ?? 'not part of this lab', log: [] });
  };
  const drivers = new Map(loaded.lab.services.map((spec) => [
    spec.id,
    parts.services[spec.kind].driver(() => endpointOf(spec.id), {
      scratchFolder: join(parts.dataFolder, 'scratch', parts.row.id, environment.engine, spec.id),
      onWarning: parts.onWarning,
    }),
  ]));
  const off = environment.onChange(parts.onChange);
  return {
    environment,
    drivers,
    async letGo() {
      off();
      await Promise.all([...drivers.values()].map((driver) => driver.dispose()));
    },
  };
}

async function seedAll(loaded: LoadedLab, live: Live, { signal, onProgress }: CallOptions): Promise<void> {
  await Promise.all(loaded.lab.services.map(async (spec) => {
    const driver = live.drivers.get(spec.id);
    if (driver === undefined || await driver.isSeeded(signal)) return;
    onProgress?.({ subject: spec.id, fraction: null });
    const files = await Promise.all(spec.seed.map(async (name) => ({ name, text: await readLabFile(loaded, name) })));
    await driver.seed([...files, ...generatedParts(spec, onProgress)], signal);
  }));
}

/** The rows that lab.yaml describes; progress is told as the share of all of them. */
function generatedParts({ id, generate }: ServiceSpec, onProgress: CallOptions['onProgress']): SeedRows[] {
  const all = generate.reduce((sum, { rows }) => sum + rows, 0);
  let before = 0;
  return createRowSets(generate).map((rows) => {
    const start = before;
    before += rows.rows;
    return { name: rows.into, rows, onRows: (done) => { onProgress?.({ subject: id, fraction: (start + done) / all }); } };
  });
}
