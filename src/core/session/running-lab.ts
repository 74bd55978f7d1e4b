/** What runs of a session: its services and the timeline of their data, opened together and let go together. */
import { BackbenchError } from '../../shared/errors.ts';
import type { EngineKind } from '../../shared/lab-format.ts';
import type { CallOptions } from '../engines/engine.ts';
import type { EventLog } from '../progress/event-log.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Engines } from './choose-engine.ts';
import { openLive, type Live, type LiveParts } from './live.ts';
import { openTimeline, type TimelinePlace } from './open-timeline.ts';
import type { SessionRecord } from './session-record.ts';
import type { Timeline } from './timeline.ts';

/** How long undoing a failed start may take, in milliseconds: a clean stop of PostgreSQL with room to spare. */
const UNDO_DEADLINE_MS = 20_000;

export interface RunningLabParts extends Pick<LiveParts, 'services' | 'dataFolder' | 'onChange' | 'onWarning'> {
  record: SessionRecord;
  log: EventLog;
  engines: Engines;
  /** This process's token, or null when what it starts shall stay when it ends. */
  owner: string | null;
  place: TimelinePlace;
}

export class RunningLab {
  readonly #parts: RunningLabParts;
  #live: Live | null = null;
  #timeline: Timeline | null = null;

  constructor(parts: RunningLabParts) {
    this.#parts = parts;
  }

  /** Null while nothing is open in this process. */
  get live(): Live | null {
    return this.#live;
  }

  get timeline(): Timeline | null {
    return this.#timeline;
  }

  /** @throws BackbenchError SESSION_NOT_OPEN */
  opened(): Live {
    if (this.#live === null) throw new BackbenchError('SESSION_NOT_OPEN', { lab: this.#parts.record.lab.id });
    return this.#live;
  }

  /**
   * @param begin the last part of opening, e.g. what checks see before the step begins
   * @throws BackbenchError; what this call started is stopped again
   */
  async open(kind: EngineKind, workspace: Workspace, options: CallOptions, begin: (timeline: Timeline) => Promise<void>): Promise<void> {
    const { record, log, engines, services, dataFolder, owner, place, onChange, onWarning } = this.#parts;
    // Recorded before the first service starts: whoever sweeps after a crash knows whose it is.
    record.update({ engine: kind, running: true, owner: record.supervisor(owner) });
    try {
      const live = await openLive(record.loaded, { engine: engines[kind], services, row: record.row, workspaceFolder: workspace.folder, dataFolder, onChange, onWarning }, options);
      this.#live = live;
      this.#timeline = await openTimeline({
        ...place, loaded: record.loaded, key: record.key, log, live, workspace, onWarning, onChange,
        step: () => record.stepNow, append: (event) => { record.append(event); },
      }, options.signal);
      await begin(this.#timeline);
    } catch (error) {
      const live = await this.letGo();
      await live?.environment.stop({ signal: AbortSignal.timeout(UNDO_DEADLINE_MS) });
      record.update({ running: false, owner: null });
      throw error;
    }
  }

  /** Lets go of the services, which run on. @returns what was let go */
  async letGo(): Promise<Live | null> {
    const [live, timeline] = [this.#live, this.#timeline];
    this.#live = null;
    this.#timeline = null;
    await timeline?.close();
    await live?.letGo();
    return live;
  }

  /** Stops the services, those that another process started included. */
  async stop(options: CallOptions): Promise<void> {
    const { record, engines } = this.#parts;
    const live = await this.letGo();
    const { id, engine } = record.row;
    if (live !== null) await live.environment.stop(options);
    else if (engine !== null) await engines[engine].sweep({ keep: () => true, stop: (each) => each === id }, options.signal);
    record.update({ running: false, owner: null });
  }
}
