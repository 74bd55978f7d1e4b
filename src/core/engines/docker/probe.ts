/** The doctor's look at the docker engine: every place where it may be, the daemon's facts, each image; on request each service for real. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toErrorReport, type ErrorReport } from '../../../shared/errors.ts';
import { SERVICE_KINDS, type ServiceKind } from '../../../shared/lab-format.ts';
import { SHELL_IMAGES, type ShellImage } from '../../../shared/tools.ts';
import type { DoctorItem } from '../../../shared/views.ts';
import type { Service } from '../../services/service.ts';
import type { CallOptions, Engine, Environment } from '../engine.ts';
import type { Daemon } from './daemon.ts';
import { FIND_DEADLINE_MS, notFound, searchDaemon, type PlaceAnswer } from './find-daemon.ts';
import type { Images } from './images.ts';
import type { Machine } from './machine.ts';
import { findImage, imageMissing } from './missing.ts';

export interface ProbeParts {
  machine: Machine;
  images: Images;
  services: Record<ServiceKind, Service>;
  /** Runs the real probe, the same way as a lab. */
  engine: Engine;
}

type ProbeOptions = CallOptions & { real: boolean; onItem?: (item: DoctorItem) => void };

/** How long removing the real probe's session may take, in milliseconds. */
const REMOVE_DEADLINE_MS = 20_000;

/** @throws BackbenchError CANCELLED only: whatever is wrong is an item */
export async function probeDocker(parts: ProbeParts, options: ProbeOptions): Promise<DoctorItem[]> {
  const items: DoctorItem[] = [];
  const add = (item: DoctorItem): void => {
    items.push(item);
    options.onItem?.(item);
  };
  const { daemon, answers } = await searchDaemon(parts.machine, { signal: options.signal, all: true });
  try {
    answers.forEach((answer, index) => { add(placeItem(answer, index)); });
    add(daemonItem(daemon, answers));
    if (daemon === null) return items;
    for (const kind of [...SERVICE_KINDS, ...SHELL_IMAGES] as const) {
      const item = await imageItem(parts, daemon, kind, options.signal);
      add(item);
      if (options.real && isService(kind) && item.status === 'ok') add(await serviceItem(parts, kind, options));
    }
    return items;
  } finally {
    daemon?.close();
  }
}

function placeItem(answer: PlaceAnswer, index: number): DoctorItem {
  const { place, source, outcome, kind, ms } = answer;
  const found = kind === 'found';
  return {
    id: `docker-place-${String(index + 1)}`, group: 'docker', name: `${source}: ${place}`, found: outcome, ms,
    status: found ? 'ok' : kind === 'refused' ? 'missing' : 'failed',
    // Not being in one of many places is no fault: the item of the daemon itself tells when it is nowhere.
    error: found || kind === 'refused' ? null : notFound([answer], FIND_DEADLINE_MS).toReport(),
  };
}

function daemonItem(daemon: Daemon | null, answers: PlaceAnswer[]): DoctorItem {
  const ms = answers.reduce((sum, answer) => sum + answer.ms, 0);
  const item = { id: 'docker-daemon', group: 'docker' as const, name: 'Docker engine', ms };
  if (daemon === null) return { ...item, status: 'missing', found: '', error: notFound(answers, FIND_DEADLINE_MS).toReport() };
  const { version, apiVersion, system, cgroupVersion, memoryBytes, cpus, rootless } = daemon.facts;
  const facts = [
    `${version} (API ${apiVersion})`, system, `cgroup v${String(cgroupVersion)}`,
    `${(memoryBytes / 1024 ** 3).toFixed(1)} GiB`, `${String(cpus)} processors`, ...(rootless ? ['rootless'] : []), daemon.place,
  ];
  return { ...item, status: 'ok', found: facts.join(', '), error: null };
}

const isService = (kind: ServiceKind | ShellImage): kind is ServiceKind => SERVICE_KINDS.some((each) => each === kind);

async function imageItem(parts: ProbeParts, daemon: Daemon, kind: ServiceKind | ShellImage, signal: AbortSignal): Promise<DoctorItem> {
  const since = performance.now();
  const recipe = isService(kind) ? parts.services[kind].container.image : kind;
  const item = { id: `image-${kind}`, group: 'images' as const, name: kind };
  try {
    const { reference } = await parts.images.of(kind, recipe);
    const image = await findImage(daemon, reference, signal);
    const ms = performance.now() - since;
    if (image === null) return { ...item, status: 'missing', found: reference, error: imageMissing(kind, reference), ms };
    return { ...item, status: 'ok', found: `${reference}, ${(image.bytes / 1024 ** 2).toFixed(0)} MiB`, error: null, ms };
  } catch (error) {
    return { ...item, status: 'failed', found: '', error: reportOf(error), ms: performance.now() - since };
  }
}

/** Runs one service as a lab would, in a session of its own that is removed again. */
async function serviceItem(parts: ProbeParts, kind: ServiceKind, { signal }: ProbeOptions): Promise<DoctorItem> {
  const { engine } = parts;
  const sessionId = randomBytes(6).toString('hex');
  const workspace = await mkdtemp(join(tmpdir(), 'backbench-probe-'));
  const item = { id: `docker-service-${kind}`, group: 'docker' as const, name: `${kind} in a container` };
  const since = performance.now();
  let environment: Environment | null = null;
  try {
    const services = [{ id: kind, kind, password: randomBytes(12).toString('hex') }];
    ({ environment } = await engine.open({ sessionId, lab: 'probe', services, workspace, tools: [] }, { signal }));
    const ms = performance.now() - since;
    return { ...item, status: 'ok', found: `answered after ${ms.toFixed(0)} ms`, error: null, ms };
  } catch (error) {
    return { ...item, status: 'failed', found: '', error: reportOf(error), ms: performance.now() - since };
  } finally {
    // Whatever the caller's signal says: nothing stays. What can't be removed now, the next sweep finds.
    await environment?.destroy({ signal: AbortSignal.timeout(REMOVE_DEADLINE_MS) }).catch(() => undefined);
    await rm(workspace, { recursive: true, force: true });
  }
}

function reportOf(error: unknown): ErrorReport {
  const report = toErrorReport(error);
  if (report.code === 'CANCELLED') throw error;
  return report;
}
