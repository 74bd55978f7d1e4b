/** What the core offers to the lab host, the command line and the tests; made by create-core.ts. Paths are absolute. */
import type { AssignmentView } from '../shared/assignments-contract.ts';
import type { StageHeadView, TermView } from '../shared/course-views.ts';
import type { PolicyView } from '../shared/policy.ts';
import type { RoomPlace } from '../shared/room-contract.ts';
import type { HandInView, ProgressView } from '../shared/progress-views.ts';
import type { CourseView, DoctorItem, DoctorReport, LabDetail, LabEngine, Settings } from '../shared/views.ts';
import type { VerifyWorldOptions } from './answers/verify-world.ts';
import type { BuildCache } from './builds/build-cache.ts';
import type { AssignmentDesk } from './assignments/assignment-desk.ts';
import type { Assignments } from './assignments/assignments.ts';
import type { Catalog } from './catalog/catalog.ts';
import type { ChosenFiles } from './chosen-files.ts';
import type { ClassDesk } from './class/class-desk.ts';
import type { Certificates } from './certificates/certificates.ts';
import type { Classes } from './class/classes.ts';
import type { PlacementQuiz } from './course/placement-quiz.ts';
import type { DataDesk } from './data/data-desk.ts';
import type { Exams } from './exam/exams.ts';
import type { Review } from './course/review.ts';
import type { LocalImages } from './images/local-images.ts';
import type { PackDesk } from './packs/pack-desk.ts';
import type { PackMaker } from './packs/pack-maker.ts';
import type { Packs } from './packs/packs.ts';
import type { HeldData } from './privacy/held-data.ts';
import type { ExportedProgress } from './progress/export-progress.ts';
import type { RoomDesk } from './room/room-desk.ts';
import type { labEngines, Engines } from './session/choose-engine.ts';
import type { Sessions } from './session/sessions.ts';

export interface CoreOptions {
  /** Where everything of the learner's is kept; made when missing. All paths are absolute. */
  dataFolder: string;
  /** The data folder of the machine, with what its profiles share; the same when left out. */
  sharedFolder?: string;
  /** What the learner is called on this machine, where it is shared. */
  learnerName?: string;
  /** The course: one folder a stage, in it one folder a lab. */
  labsFolder: string;
  /** A lab's folder in the labs folder, absolute: each save in it is shown at once, for its author. */
  preview?: string;
  /** Where results of builds are kept, for several cores together; in the data folder when left out. */
  buildsFolder?: string;
  /** Whose values labs have; the installation's own name when left out. */
  learner?: string;
  resourcesFolder: string;
  /** Where imported packs lie, for a place beside the learner's that has the same ones; in the shared folder when left out. */
  packsFolder?: string;
  env: NodeJS.ProcessEnv;
  platform: NodeJS.Platform;
  home: string;
  /** A better-sqlite3 binary for this runtime, where the packaged one does not load. */
  sqliteBinding?: string;
  /** The administrator's policy; none is looked for when left out. */
  policyFile?: string;
  /** Whether services end with this process (the app) or stay up until they are stopped (the command line). */
  servicesStay: boolean;
  onWarning: (text: string) => void;
}

export interface Core {
  readonly dataFolder: string;
  readonly sharedFolder: string;
  readonly engines: Engines;
  readonly sessions: Sessions;
  readonly images: LocalImages;
  /** Loaded when packs are first asked for: a start need not wait for what reads them. */
  packs(): Promise<Packs>;
  /** Imports packs for the window. */
  packDesk: PackDesk;
  /** Makes packs for the window. */
  packMaker: PackMaker;
  readonly buildCache: BuildCache;
  catalog(): Catalog;
  settings: { get(): Settings; set(change: Partial<Settings>): Settings; policy(): PolicyView | null };
  course: {
    view(): CourseView;
    watch(signal: AbortSignal): AsyncGenerator<CourseView, void, void>;
    lab(id: string): Promise<LabDetail>;
    heads(): Promise<StageHeadView[]>;
    glossary(): Promise<TermView[]>;
  };
  placement: PlacementQuiz;
  /** Runs SQL for the data panel and keeps its results. */
  data: DataDesk;
  progress: {
    watch(signal: AbortSignal): AsyncGenerator<ProgressView, void, void>;
    /** Keeps time at work in a lab. @throws BackbenchError LAB_NOT_FOUND */
    spent(lab: string, seconds: number): void;
    /** Progress to be carried away. @param pseudonym what to call the learner; a name from the device's key when left out */
    export(options: { pseudonym?: string; withWork: boolean }, signal: AbortSignal): Promise<ExportedProgress>;
    /** What an export would hold. */
    handIn(): HandInView;
    /** Exports, and hands it in to the room there. @throws BackbenchError as joinRoom and its handIn do; INPUT_REFUSED */
    handInTo(to: RoomPlace & { name: string; withWork: boolean }, signal: AbortSignal): Promise<{ className: string; outcome: 'new' | 'newer' | 'beside' | 'known' }>;
    /** Exports to the place that was chosen, and remembers the name. @throws BackbenchError PATH_REFUSED, DISK_FULL, INPUT_REFUSED */
    exportTo(token: string, options: { pseudonym: string; withWork: boolean }, signal: AbortSignal): Promise<void>;
  };
  review: Review;
  certificates: Certificates;
  /** Files that a person has chosen in the window. */
  chosen: ChosenFiles;
  /** For places beside this one, where work is checked again; see recheck-work.ts. */
  besides: VerifyWorldOptions;
  /** What this machine's learners are asked to do. */
  assignments: Assignments & { watch(signal: AbortSignal): AsyncGenerator<AssignmentView[], void, void> };
  /** Assignments that are done once, within a time, without help. */
  exams: Exams;
  /** Shows them in the window. */
  assignmentDesk: AssignmentDesk;
  /** Shows classes in the window. */
  classDesk: ClassDesk;
  /** Serves packs to the local network, when it is asked to, and joins such a room. */
  room: RoomDesk;
  /** The classes of a teacher, from the progress files of learners. */
  classes: Classes;
  /** What is held about the learner: told, copied out, erased. */
  privacy: {
    held(signal: AbortSignal): Promise<HeldData[]>;
    /** As privacy/held-data.ts does. */
    copy(target: string, signal: AbortSignal, onCopied?: (bytes: number, of: number) => void): Promise<HeldData[]>;
    /** Closes this core first. As privacy/erase-learner.ts does. @param spare names in the data folder that stay @param settle ends what else writes */
    erase(signal: AbortSignal, spare?: readonly string[], settle?: () => Promise<void>): Promise<string[]>;
  };
  doctor(signal: AbortSignal, onItem: (item: DoctorItem) => void): Promise<DoctorReport>;
  /** Which engines can run a lab here, in this variant or the chosen one, and what the others lack. */
  enginesFor(lab: string, signal: AbortSignal, variant?: string): ReturnType<typeof labEngines>;
  /** The same for every variant of a lab. @throws BackbenchError LAB_NOT_FOUND */
  variantsHere(lab: string, signal: AbortSignal): Promise<{ variant: string; engines: LabEngine[] }[]>;
  /** Removes what crashed runs left; the lab that was open last may be taken up again. @returns what was removed */
  sweep(signal: AbortSignal): Promise<string[]>;
  /** Stops labs that an ended process left running and that nobody has taken up. Files and data stay. */
  stopLeft(signal: AbortSignal): Promise<void>;
  /** Stops or lets go of everything, then closes the database. Once; a later call waits for the first. */
  close(signal: AbortSignal): Promise<void>;
}
