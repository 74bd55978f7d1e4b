/**
 * A place where labs are verified: data folders, services and containers of its own, one core for each engine.
 * Nothing of the learner's is read or written, and everything is gone when it is disposed.
 */
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isCode } from '../../shared/errors.ts';
import { ENGINE_KINDS, type EngineKind } from '../../shared/lab-format.ts';
import { mostUnlike } from '../catalog/learner-values.ts';
import type { Core, CoreOptions } from '../core.ts';
import { createCore } from '../create-core.ts';
import { findDaemon } from '../engines/docker/find-daemon.ts';
import type { Daemon } from '../engines/docker/daemon.ts';
import { dockerUsage } from '../engines/docker/docker-usage.ts';
import { thisMachine } from '../engines/docker/machine.ts';
import { nativeUsage } from '../engines/native/native-usage.ts';
import { instanceId } from '../instance.ts';
import { processStart } from '../process-identity.ts';
import { watchUsage, type UsageWatch } from './usage-watch.ts';

/** Ending some dozens of services on a busy machine, in milliseconds. */
const DISPOSE_DEADLINE_MS = 120_000;
/** What a process that just ended had opened may be written for a moment longer. */
const REMOVE_TRIES = 5;
/** `<prefix><number of the process>-<random>`: while that process runs, no other touches the folder. */
const PREFIX = 'backbench-verify-';
const FOLDER = /^backbench-verify-(\d+)-/;

/** The same at every verification, so that its results are. */
const FIRST_LEARNER = 'verification';
/** Results of builds serve all learners, repeats and engines of a verification, and no other: its proof leans on nothing older. */
const BUILDS = 'builds';
/** Ends the name of the other learner's data folder. */
const OTHER = '-other';

export interface VerifyWorldOptions extends Pick<CoreOptions, 'labsFolder' | 'resourcesFolder' | 'env' | 'platform' | 'home' | 'onWarning' | 'sqliteBinding' | 'packsFolder' | 'policyFile'> {
  /** Whose values the labs have; those of verifications when left out. */
  learner?: string;
}

export interface VerifyWorld {
  core(engine: EngineKind): Core;
  /** The same for another learner, whose values differ; made when it is first asked for. */
  otherLearner(engine: EngineKind): Promise<Core>;
  /** What the sessions on this engine use, watched from the start. */
  usage(engine: EngineKind): UsageWatch;
  /** Ends and removes everything that was started. Safe to call twice. */
  dispose(): Promise<void>;
}

/**
 * Removes first what verifications left that were killed.
 * @throws BackbenchError when the labs folder can't be used
 */
export async function openVerifyWorld(engines: readonly EngineKind[], options: VerifyWorldOptions): Promise<VerifyWorld> {
  for (const folder of leftFolders()) await removeLeft(folder, options).catch((error: unknown) => { options.onWarning(`${folder}: ${reasonOf(error)}`); });
  const folder = await mkdtemp(join(tmpdir(), `${PREFIX}${String(process.pid)}-`));
  const cores = new Map<EngineKind, Core>();
  const watches = new Map<EngineKind, Watch>();
  const others = new Map<EngineKind, Promise<Core>>();
  try {
    for (const engine of engines) {
      cores.set(engine, await openCore(join(folder, engine), options));
      watches.set(engine, watch(engine, instanceId(join(folder, engine)), options));
    }
  } catch (error) {
    await disposeAll();
    throw error;
  }
  let disposed: Promise<void> | null = null;
  const of = <T>(parts: ReadonlyMap<EngineKind, T>, engine: EngineKind): T => {
    const part = parts.get(engine);
    if (part === undefined) throw new Error(`the verification was not opened for ${engine}`);
    return part;
  };
  return {
    core: (engine) => of(cores, engine),
    usage: (engine) => of(watches, engine).usage,
    otherLearner(engine) {
      const made = others.get(engine) ?? openOther(engine);
      others.set(engine, made);
      return made;
    },
    dispose: () => disposed ??= disposeAll(),
  };

  function openOther(engine: EngineKind): Promise<Core> {
    const catalog = of(cores, engine).catalog();
    const labs = [...catalog.heads.keys()].map((id) => ({ id, values: catalog.lab(id).lab.values }));
    return openCore(join(folder, `${engine}${OTHER}`), options, mostUnlike(FIRST_LEARNER, labs));
  }

  async function disposeAll(): Promise<void> {
    await Promise.all([...watches.values()].map((each) => each.stop()));
    for (const [engine, other] of others) await other.then((core) => removeEverything(core, engine), () => undefined);
    await Promise.all([...cores].map(([engine, core]) => removeEverything(core, engine)));
    await rm(folder, { recursive: true, force: true, maxRetries: REMOVE_TRIES });
  }
}

interface Watch {
  usage: UsageWatch;
  stop(): Promise<void>;
}

function watch(engine: EngineKind, instance: string, { env, platform, home }: VerifyWorldOptions): Watch {
  if (engine === 'native') {
    const usage = watchUsage(nativeUsage(instance));
    return { usage, stop: () => usage.stop() };
  }
  let daemon: Promise<Daemon> | null = null;
  const usage = watchUsage(dockerUsage((signal) => daemon ??= findDaemon(thisMachine({ env, platform, home }), signal, {}), instance));
  return {
    usage,
    async stop() {
      await usage.stop();
      (await daemon?.catch(() => null))?.close();
    },
  };
}

async function openCore(dataFolder: string, options: VerifyWorldOptions, learner = options.learner ?? FIRST_LEARNER): Promise<Core> {
  await mkdir(dataFolder, { recursive: true });
  return createCore({ ...options, dataFolder, servicesStay: false, learner, buildsFolder: join(dirname(dataFolder), BUILDS) });
}

async function removeEverything(core: Core, engine: EngineKind): Promise<void> {
  const signal = AbortSignal.timeout(DISPOSE_DEADLINE_MS);
  try {
    // Sessions are kept for a next time; here there is none, so whatever could not be closed is swept.
    await core.sessions.close(signal).catch(unlessSlow);
    while (!(await core.engines[engine].sweep({ keep: () => false, stop: () => false }, signal).then(() => true, unlessSlow))) signal.throwIfAborted();
  } finally {
    await core.close(signal).catch(unlessSlow);
  }
}

/** A daemon that ends dozens of containers at once may be late with an answer. @throws every other error */
function unlessSlow(error: unknown): false {
  if (!isCode(error, 'DOCKER_TIMEOUT')) throw error;
  return false;
}

/** Folders of verifications whose process has ended. */
function leftFolders(): string[] {
  return readdirSync(tmpdir()).filter((name) => {
    const pid = FOLDER.exec(name)?.[1];
    return pid !== undefined && processStart(Number(pid)) === null;
  }).map((name) => join(tmpdir(), name));
}

async function removeLeft(folder: string, options: VerifyWorldOptions): Promise<void> {
  for (const engine of ENGINE_KINDS) {
    for (const place of [engine, `${engine}${OTHER}`]) {
      if (existsSync(join(folder, place))) await removeEverything(await openCore(join(folder, place), options), engine);
    }
  }
  await rm(folder, { recursive: true, force: true });
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
