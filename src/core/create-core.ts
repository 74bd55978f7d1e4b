/**
 * The one place of assembly: everything of the core is made and wired here, by hand. Knows no Electron;
 * the lab host, the command line and the tests all start from this.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ProgressView } from '../shared/progress-views.ts';
import { createBuildCache } from './builds/build-cache.ts';
import { AssignmentDesk } from './assignments/assignment-desk.ts';
import { createAssignments } from './assignments/assignments.ts';
import { createAssignmentStore } from './assignments/assignment-store.ts';
import type { Catalog, LoadedLab } from './catalog/catalog.ts';
import { readLabIndex } from './catalog/lab-index.ts';
import { followLab, type LiveCatalog } from './catalog/live-catalog.ts';
import { openCatalog } from './catalog/open-catalog.ts';
import { resolveAll } from './catalog/resolve-variant.ts';
import { YamlValues } from './catalog/yaml-values.ts';
import { ChosenFiles, writeChosen } from './chosen-files.ts';
import { ClassDesk } from './class/class-desk.ts';
import { createCertificates } from './certificates/certificates.ts';
import { createClasses } from './class/classes.ts';
import type { Core, CoreOptions } from './core.ts';
import { courseView, currentLab, labDetail, stageHeads } from './course/course.ts';
import { createGlossary } from './course/glossary.ts';
import { LessonTrees } from './course/lesson-trees.ts';
import { createPlacementQuiz } from './course/placement-quiz.ts';
import { DataDesk } from './data/data-desk.ts';
import { progressView } from './course/progress-view.ts';
import { createReview } from './course/review.ts';
import { runDoctor } from './doctor/doctor.ts';
import { createExamGuard } from './exam/exam-guard.ts';
import { createExams } from './exam/exams.ts';
import { createDockerEngine } from './engines/docker/docker-engine.ts';
import { findDaemon } from './engines/docker/find-daemon.ts';
import { thisMachine } from './engines/docker/machine.ts';
import { createNativeEngine } from './engines/native/native-engine.ts';
import { createLocalImages } from './images/local-images.ts';
import { instanceId } from './instance.ts';
import { createNotices, latest } from './latest.ts';
import { heldElsewhere, stopLeftOf, type MachineLabsParts } from './profiles/machine-labs.ts';
import { machineSettings } from './profiles/machine-settings.ts';
import { processToken } from './process-identity.ts';
import { copyHeldData, heldData } from './privacy/held-data.ts';
import { eraseLearner } from './privacy/erase-learner.ts';
import { realDisk } from './packs/disk.ts';
import { PackDesk } from './packs/pack-desk.ts';
import { PackMaker } from './packs/pack-maker.ts';
import { createPackedPlaces, packsFolderOf } from './packs/packed-places.ts';
import type { Packs } from './packs/packs.ts';
import { createTrustedKeys } from './packs/trusted-keys.ts';
import { openDatabase } from './progress/database.ts';
import { deviceKey } from './progress/device-key.ts';
import { createEventLog, type EventLog } from './progress/event-log.ts';
import { exportProgress, unnamed } from './progress/export-progress.ts';
import { createSessionTable } from './progress/session-table.ts';
import { createSettings } from './progress/settings.ts';
import { createTimings } from './progress/timings.ts';
import { engineUnder, mustAllowRoom, mustAllowUpdates, readPolicy, settingsUnder } from './policy.ts';
import { checkSettings } from './settings-check.ts';
import { RoomDesk } from './room/room-desk.ts';
import { createServices } from './services/services.ts';
import { openAttempts } from './session/attempts.ts';
import { labEngines, type Engines } from './session/choose-engine.ts';
import { createSessions } from './session/sessions.ts';

/** @throws BackbenchError when the data folder, the database or the labs folder cannot be used */
export async function createCore(options: CoreOptions): Promise<Core> {
  const { dataFolder, resourcesFolder, env, platform, home } = options;
  const sharedFolder = options.sharedFolder ?? dataFolder;
  const policy = readPolicy(options.policyFile);
  const packsFolder = options.packsFolder ?? policy?.packFolder ?? packsFolderOf(sharedFolder);
  const instance = instanceId(dataFolder);
  const path = join(dataFolder, 'backbench.db');
  const db = openDatabase({ path, ...(options.sqliteBinding === undefined ? {} : { nativeBinding: options.sqliteBinding }) });
  try {
    const learner = options.learner ?? instance;
    const changes = createNotices();
    const packed = createPackedPlaces(packsFolder);
    const yaml = new YamlValues(join(dataFolder, 'lab-values.json'));
    const open = (): Promise<Catalog> => openCatalog(
      { labsFolder: options.labsFolder, packed: packed.labs(), indexFile: join(dataFolder, 'lab-heads.json'), kept: yaml, learner, onChange: changes.notify }, AbortSignal.timeout(CATALOG_DEADLINE_MS),
    );
    const saved: { tell: (loaded: LoadedLab | null) => void } = { tell: () => undefined };
    const live = options.preview === undefined ? await unchanging(open) : await followLab(open, options.preview, { learner, onChange: (loaded) => { saved.tell(loaded); } });
    const catalog = live.get;
    const index = await readLabIndex(options.labsFolder);
    const settings = settingsUnder(policy, machineSettings(createSettings(db, path), { root: sharedFolder, dataFolder, nativeBinding: options.sqliteBinding }));
    const key = deviceKey(dataFolder);
    const log = createEventLog(db, path, key.fingerprint);
    const table = createSessionTable(db, path);
    const nativeFolder = join(sharedFolder, 'native');
    mkdirSync(nativeFolder, { recursive: true });
    const services = createServices({ nativeFolder, resourcesFolder, env, platform, packed: packed.programs });
    /** The engines as they are for a profile: each knows its own containers and processes, and no others. */
    const enginesOf = (owner: { instance: string; dataFolder: string }): Engines => ({
      docker: createDockerEngine({
        instance: owner.instance, services, env, platform, home, resourcesFolder, images: () => settings.get().images, onWarning: options.onWarning,
      }),
      native: createNativeEngine({ ...owner, services, sharedFolder, resourcesFolder, env, platform, onWarning: options.onWarning, shell: () => settings.get().shell, packedLibraries: packed.libraries }),
    });
    const engines = enginesOf({ instance, dataFolder });
    const owner = options.servicesStay ? null : processToken(process.pid);
    const machineLabs: MachineLabsParts = {
      root: sharedFolder, dataFolder, nativeBinding: options.sqliteBinding, own: table.all, owner, onWarning: options.onWarning,
      memoryOf: (lab) => catalog().heads.get(lab)?.needs.memoryMb ?? 0,
      stop: (folder, left, signal) => stopLeftOf(enginesOf({ instance: instanceId(folder), dataFolder: folder }), left, signal),
    };
    const told = telling(log, changes.notify);
    const glossary = createGlossary(catalog, yaml);
    const trees = new LessonTrees(join(dataFolder, 'lessons'));
    const aside = createNotices();
    /** For events that change nothing in the outline. */
    const beside = telling(log, aside.notify);
    const review = createReview(catalog, beside, Date.now);
    const progress = (): Promise<ProgressView> => progressView(catalog(), log, review, Date.now());
    const progressChanges = (listener: () => void): (() => void) => {
      const offs = [changes.subscribe(listener), aside.subscribe(listener)];
      return () => { for (const off of offs) off(); };
    };
    const unchosenName = options.learnerName ?? unnamed(key);
    /** What the learner is called: as they chose when they handed in last. */
    const ownName = (): string => settings.get().pseudonym || unchosenName;
    const exportHere = (how: Parameters<typeof exportProgress>[1]): ReturnType<typeof exportProgress> => exportProgress({ log, table, key, learner, dataFolder }, how);
    const chosen = new ChosenFiles();
    const classes = createClasses(dataFolder, () => catalog().heads);
    const attempts = await openAttempts(join(dataFolder, 'attempts'), learner, (lab) => catalog().heads.get(lab)?.version, AbortSignal.timeout(CATALOG_DEADLINE_MS));
    const buildCache = createBuildCache(options.buildsFolder ?? join(dataFolder, 'builds'), options.onWarning);
    const exam = createExamGuard(log, Date.now);
    const sessions = createSessions(catalog, {
      exam,
      attempts, buildCache,
      engines, services, table, db, databasePath: path, timings: createTimings(db), dataFolder, onWarning: options.onWarning,
      owner,
      heldElsewhere: (but, signal) => heldElsewhere(machineLabs, but, signal),
      forcedEngine: (asked) => engineUnder(policy, asked, settings.get()),
      memoryLimitMb: () => settings.get().memoryMb,
      log: told,
    });
    saved.tell = (loaded) => {
      if (loaded !== null) sessions.adopt(loaded);
      changes.notify();
    };
    const data = new DataDesk({ folder: join(dataFolder, 'results'), driver: ({ lab, service }) => sessions.of(lab).driver(service), endpoint: ({ lab, service }) => sessions.of(lab).endpoint(service) });
    const packsChanged = async (): Promise<void> => {
      packed.refresh();
      await live.reopen();
      changes.notify();
    };
    let openPacks: Promise<Packs> | null = null;
    const packs = (): Promise<Packs> => openPacks ??= import('./packs/packs.ts').then(({ createPacks }) => createPacks({
      packsFolder, mayImport: () => { mustAllowUpdates(policy); }, machine: thisMachine({ env, platform, home }), onChange: packsChanged,
    }));
    const packDesk = new PackDesk({ packs, onKeys: packsChanged });
    const assignmentStore = createAssignmentStore(join(sharedFolder, 'assignments'), packed.assignments, realDisk);
    const assignments = createAssignments({
      store: assignmentStore, trusted: createTrustedKeys(packsFolder, realDisk, Date.now),
      catalog, log, now: Date.now, onChange: changes.notify,
    });
    const images = createLocalImages({ resourcesFolder, nativeFolder, env, platform, home, overrides: () => settings.get().images });
    const packMaker = new PackMaker({
      packs, chosen, places: () => ({ catalog: catalog(), resourcesFolder, nativeFolder }), images: (signal) => images.list(signal),
      findDaemon: (signal) => findDaemon(thisMachine({ env, platform, home }), signal), packFile: (token) => packDesk.takeFile(token),
    });
    const classDesk = new ClassDesk({ classes, chosen, catalog, teacherKey: async () => (await import('./assignments/teacher-key.ts')).teacherKey((await packs()).signing, null) });
    const room = new RoomDesk({ mustAllow: () => { mustAllowRoom(policy); }, receive: (name, bytes) => classDesk.receive(name, bytes) });
    const assignmentDesk = new AssignmentDesk({ assignments, chosen });
    let closed: Promise<void> | null = null;
    const close = (signal: AbortSignal): Promise<void> => closed ??= (async () => {
      try {
        await Promise.all([packDesk.close(), packMaker.close(), room.close()]);
        await live.dispose();
        await data.close();
        await sessions.close(signal);
        await Promise.all(Object.values(engines).map((engine) => engine.close()));
      } finally {
        db.close();
      }
    })();
    return {
      dataFolder, sharedFolder, engines, sessions,
      settings: {
        get: settings.get,
        policy: () => policy,
        set: (change) => {
          checkSettings(change);
          return settings.set(change);
        },
      },
      buildCache, data,
      packs, packDesk, packMaker, images,
      catalog,
      course: {
        view: () => courseView(catalog(), log, index),
        watch: (signal) => latest(changes.subscribe, () => courseView(catalog(), log, index), signal),
        lab: (id) => labDetail(catalog(), log, index, glossary, trees, id, sessions.earlier),
        heads: () => stageHeads(catalog(), options.labsFolder),
        glossary: () => glossary.all(),
      },
      placement: createPlacementQuiz(catalog, told),
      progress: {
        watch: (signal) => latest(progressChanges, progress, signal),
        spent: (id, seconds) => {
          const { lab } = catalog().lab(id);
          beside.append({ id, version: lab.version, variant: lab.variants.length === 0 ? null : log.chosenVariant(id) }, { type: 'time-spent', seconds });
        },
        export: ({ pseudonym = unchosenName, withWork }, signal) => exportHere({ pseudonym, withWork, signal }),
        handIn: () => ({
          name: ownName(), events: log.chain().length,
          labs: log.labs().map((id) => catalog().heads.get(id)?.title ?? id),
        }),
        handInTo: async ({ address, code, name, withWork }, signal) => {
          const joined = await room.join({ address, code }, signal);
          const { bytes, content } = await exportHere({ pseudonym: name, withWork, signal });
          const { outcome } = await joined.handIn(bytes, signal);
          settings.set({ pseudonym: content.pseudonym });
          return { className: joined.className ?? '', outcome };
        },
        exportTo: async (token, { pseudonym, withWork }, signal) => {
          const path = chosen.take('save', token);
          const { bytes, content } = await exportHere({ pseudonym, withWork, signal });
          await writeChosen(path, bytes);
          settings.set({ pseudonym: content.pseudonym });
        },
      },
      review,
      certificates: createCertificates({
        key, classes, heads: () => catalog().heads, ownName,
        history: async (pseudonym, signal) => (await exportHere({ pseudonym, withWork: false, signal })).content,
      }),
      chosen, classes,
      assignments: { ...assignments, watch: (signal) => latest(changes.subscribe, () => assignmentDesk.view(), signal) },
      exams: createExams({ guard: exam, store: assignmentStore, catalog, log: told, now: Date.now }),
      assignmentDesk,
      besides: {
        labsFolder: options.labsFolder, resourcesFolder, packsFolder, env, platform, home, onWarning: options.onWarning,
        ...(options.policyFile === undefined ? {} : { policyFile: options.policyFile }),
        ...(options.sqliteBinding === undefined ? {} : { sqliteBinding: options.sqliteBinding }),
      },
      classDesk, room,
      privacy: {
        held: (signal) => heldData(dataFolder, signal),
        copy: (target, signal, onCopied) => copyHeldData(db, dataFolder, target, signal, onCopied),
        erase: (signal, spare = [], settle) => eraseLearner({
          spare, ...(settle === undefined ? {} : { settle }), db, dataFolder, instance, engines: Object.values(engines), close: () => close(signal),
          sessions: table.all().map((row) => ({ id: row.id, engine: row.engine === null ? null : engines[row.engine] })),
        }, signal),
      },
      doctor: (signal, onItem) => runDoctor({ engines, catalog, dataFolder }, signal, onItem),
      enginesFor: (lab, signal, variant) => labEngines(sessions.of(lab, variant).loaded.lab, engines, signal),
      variantsHere: async (lab, signal) => Promise.all(resolveAll(catalog().lab(lab)).flatMap((each) => (each.variant === undefined ? [] : [
        labEngines(each.lab, engines, signal).then((found) => ({ variant: each.variant?.id ?? '', engines: found })),
      ]))),
      sweep: (signal) => sessions.sweep(currentLab(catalog(), log), signal),
      stopLeft: (signal) => sessions.stopLeft(signal),
      close,
    };
  } catch (error) {
    db.close();
    throw error;
  }
}

/** The log, telling after each event. */
const telling = (log: EventLog, notify: () => void): EventLog => ({
  ...log,
  append: (lab, event) => {
    const at = log.append(lab, event);
    notify();
    return at;
  },
});

/** The labs of an app stay as they are while it is open, but for what packs bring; each is read when it is first opened. */
async function unchanging(open: () => Promise<Catalog>): Promise<LiveCatalog> {
  let catalog = await open();
  return {
    get: () => catalog,
    reopen: async () => { catalog = await open(); },
    dispose: () => Promise.resolve(),
  };
}

/** Longest time for reading all labs, in milliseconds; a course of sixty takes well under a second. */
const CATALOG_DEADLINE_MS = 30_000;
