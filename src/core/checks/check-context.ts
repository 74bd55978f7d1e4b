/** What checks need of the world around them: the running services, the learner's files, and a way to mend. */
import type { Check } from '../../shared/check-format/check.ts';
import type { AnswerValue } from '../../shared/check-format/answer.ts';
import type { AppSpec, ServiceSpec } from '../../shared/lab-format.ts';
import type { Programs } from '../../shared/programs.ts';
import type { KeptBuilds } from '../builds/build-cache.ts';
import type { Endpoint, Environment } from '../engines/engine.ts';
import type { Outcome } from './outcome.ts';
import type { ServiceDriver } from '../services/service.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface LabCommands {
  /** The lab's programs by name. */
  programs: Programs;
  /** Reads a file of the lab folder. @throws BackbenchError LAB_INVALID */
  labFile(path: string): Promise<Uint8Array>;
  /**
   * What came of each build of this run of checks, by its command: several checks of one program build it once. Not
   * kept for the next run: what the learner saves while a compiler runs may be in its result, or not.
   */
  builds: Map<string, Outcome | null>;
  /** Keeps results of builds by their sources, for the next run too; without it, each run builds. */
  keptBuilds?: KeptBuilds;
}

export interface CheckContext {
  environment: Environment;
  /** By service id. */
  drivers: ReadonlyMap<string, ServiceDriver>;
  /** The lab's services. */
  specs: readonly ServiceSpec[];
  /** How the learner's program is started; null for labs without one. */
  app: AppSpec | null;
  /** What checks that run commands need; absent where the lab's commands may not run, see lab-trust.ts. */
  commands?: LabCommands;
  workspace: Pick<Workspace, 'read'>;
  /** What the learner answered to questions, by check id. */
  answers: ReadonlyMap<string, AnswerValue>;
  /** Texts that must not appear in any evidence: the session's passwords. */
  secrets: readonly string[];
  /** What checks of events saw when the step began, by check; see seen.ts. A check without an entry looks at the state only. */
  seen?: ReadonlyMap<string, string>;
  signal: AbortSignal;
  /** Brings a service back; resolves when it answers again. Called at most once a run for each service. */
  repair?: (service: string) => Promise<void>;
  /** Called before each check. */
  onCheck?: (check: Check, index: number) => void;
  /** Told what an author should mend and no learner needs to know, e.g. a mistake's query that fails. */
  onWarning?: (text: string) => void;
}

/** What one attempt of one check works with. */
export interface CheckTools {
  context: CheckContext;
  /** Where a service is now. @throws BackbenchError SERVICE_UNREACHABLE while it is nowhere */
  endpoint(service: string): Endpoint;
  /** Fires when the caller gives up, or when the check takes far longer than it may. */
  signal: AbortSignal;
  /** The check's deadline, in milliseconds. */
  deadlineMs: number;
}
