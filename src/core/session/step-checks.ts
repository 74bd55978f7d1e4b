/** The checks of a session's steps: what they work with, what they see before a step begins, and which of them runs now. */
import type { Check } from '../../shared/check-format/check.ts';
import type { Step } from '../../shared/lab-format.ts';
import type { CheckResult } from '../../shared/verdict.ts';
import type { BuildCache } from '../builds/build-cache.ts';
import { labCommands } from '../catalog/lab-trust.ts';
import type { CheckContext } from '../checks/check-context.ts';
import { runChecks } from '../checks/runner.ts';
import { lookBefore } from '../checks/seen.ts';
import type { Progress } from '../engines/engine.ts';
import type { SeenTable } from '../progress/seen-table.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Live } from './live.ts';
import type { SessionRecord } from './session-record.ts';

export interface StepChecksParts {
  record: SessionRecord;
  buildCache: BuildCache;
  seen: SeenTable;
  /** @throws BackbenchError SESSION_NOT_OPEN */
  live(): Live;
  workspace(): Promise<Workspace>;
}

export class StepChecks {
  readonly #parts: StepChecksParts;
  #running: ReadonlySet<string> = new Set();

  constructor(parts: StepChecksParts) {
    this.#parts = parts;
  }

  /** Ids of the checks that run now. */
  get running(): ReadonlySet<string> {
    return this.#running;
  }

  async run(step: Step, signal: AbortSignal, onProgress: (progress: Progress) => void): Promise<CheckResult[]> {
    try {
      return await runChecks(step.checks, {
        ...await this.#context(signal),
        onCheck: (check: Check, index: number) => {
          this.#running = new Set([check.id]);
          onProgress({ subject: check.id, fraction: index / step.checks.length });
        },
      });
    } finally {
      this.#running = new Set();
    }
  }

  /** Keeps what checks of events see as the present step begins. @param isNew whether it begins now */
  async lookBefore(isNew: boolean, signal: AbortSignal): Promise<void> {
    const { record, seen } = this.#parts;
    const edges = record.step(record.stepNow).checks.filter((check) => check.when === 'edge');
    if (!isNew || edges.length === 0) return;
    seen.put(edges.map((check) => check.id), await lookBefore(edges, await this.#context(signal)));
  }

  async #context(signal: AbortSignal): Promise<CheckContext> {
    const { record, buildCache, seen } = this.#parts;
    const { environment, drivers } = this.#parts.live();
    const workspace = await this.#parts.workspace();
    return {
      environment, drivers, workspace, specs: record.lab.services,
      ...labCommands(environment.engine, record.loaded, (request) => buildCache.make({ folder: workspace.folder, ...request })),
      answers: record.progress.answers, secrets: Object.values(record.row.passwords), seen: seen.all(), signal,
      repair: async (service) => { await environment.restart(service, { signal }); },
    };
  }
}
