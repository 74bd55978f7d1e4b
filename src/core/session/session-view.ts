/** Puts together what the lab view shows, from the lab, its progress and what runs. */
import type { ErrorReport } from '../../shared/errors.ts';
import type { EngineKind, Lab, ServiceKind } from '../../shared/lab-format.ts';
import type { LoadedLab } from '../catalog/catalog.ts';
import type { Activity, CheckView, ServiceView, SessionView } from '../../shared/views.ts';
import type { EngineService } from '../engines/engine.ts';
import type { LabProgress } from '../progress/lab-progress.ts';
import type { Service } from '../services/service.ts';

/** The part of a session's state that is not progress. */
export interface SessionStatus {
  state: SessionView['state'];
  engine: EngineKind | null;
  error: ErrorReport | null;
  activity: Activity | null;
  /** Checks that are running now. */
  checking: ReadonlySet<string>;
  /** What the environment reports; null while there is none. */
  services: EngineService[] | null;
}

/**
 * @param progress derived from the lab's events
 * @param newer the course's lab, when that is another version than the one that was begun
 */
export function sessionView(
  { lab, variant }: LoadedLab, progress: LabProgress, status: SessionStatus, services: Record<ServiceKind, Service>, canUndo: boolean,
  newer: Lab | null,
): SessionView {
  return {
    lab: lab.id,
    variant: variant?.id ?? null,
    newVersion: newer === null ? null : { from: lab.version, to: newer.version, changes: newer.changes.filter((each) => each.version > lab.version).sort((a, b) => a.version - b.version) },
    state: status.state,
    engine: status.engine,
    error: status.error,
    step: currentStep(lab, progress),
    steps: lab.steps.map((step) => ({
      id: step.id,
      passed: progress.stepsPassed.has(step.id),
      jumped: progress.jumped.has(step.id),
      checks: step.checks.map((check): CheckView => {
        const known = progress.checks.get(check.id);
        const shown = known?.hintsShown ?? 0;
        const settled = known?.result?.verdict ?? 'untried';
        return {
          id: check.id,
          state: status.checking.has(check.id) ? 'running' : settled,
          result: known?.result ?? null,
          attempts: known?.attempts ?? 0,
          hints: check.hints.slice(0, shown),
          hintsLeft: Math.max(0, check.hints.length - shown),
          answer: progress.answers.get(check.id) ?? null,
        };
      }),
    })),
    services: lab.services.map((spec): ServiceView => {
      const live = status.services?.find((service) => service.id === spec.id);
      const service = services[spec.kind];
      return {
        id: spec.id,
        kind: spec.kind,
        state: live?.state ?? (status.state === 'starting' ? 'starting' : 'stopped'),
        error: live?.error ?? null,
        connection: live?.endpoint ? { ...live.endpoint, url: service.url(live.endpoint) } : null,
        runs: live?.runs ?? '',
        faults: live?.faults ?? [],
      };
    }),
    activity: status.activity,
    canUndo,
    savedAt: progress.savedAt,
  };
}

/** The step the learner was last in; the first one before that, or where the lab no longer has that step. */
export function currentStep(lab: Lab, progress: LabProgress): string {
  const known = lab.steps.find((step) => step.id === progress.step);
  const [first] = lab.steps;
  if (first === undefined) throw new Error('a lab has at least one step');
  return (known ?? first).id;
}
