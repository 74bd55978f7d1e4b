/** Time that checks may take beyond their deadline, in milliseconds: for building and starting programs, and for the check's own waits. */
import type { HttpCheck } from '../../shared/check-format/http.ts';
import type { LoadCheck } from '../../shared/check-format/load.ts';
import type { RedisScriptCheck } from '../../shared/check-format/redis-script.ts';
import type { RequestsCheck } from '../../shared/check-format/requests.ts';
import { appBuildMs, BUILD_DEADLINE_MS } from './build.ts';
import type { CheckContext } from './check-context.ts';

/** Redis takes SCRIPT KILL only once a script has run for this long (its `busy-reply-threshold`), in milliseconds. */
export const BUSY_AFTER_MS = 5_000;
/** Both programs of a load check warm up before they are measured: compilers and pools need some requests. In seconds. */
export const WARM_UP_S = 1;
/** How long a program under load may take to listen where the lab has no app, in seconds. */
export const START_TIMEOUT_S = 20;

/** Time for the build. */
export const commandExtraMs = (): number => BUILD_DEADLINE_MS;

/** Time for starting the program as often as the check asks. */
export function httpExtraMs(check: HttpCheck, { app }: Pick<CheckContext, 'app'>): number {
  const starts = 1 + check.requests.filter((request) => request.restart || request.start !== undefined).length;
  return appBuildMs(app) + starts * (app?.startTimeout ?? 0) * 1000;
}

/** Time for building, starting both programs and warming them up. */
export function loadExtraMs(_check: LoadCheck, { app }: Pick<CheckContext, 'app'>): number {
  return 2 * (BUILD_DEADLINE_MS + ((app?.startTimeout ?? START_TIMEOUT_S) + WARM_UP_S) * 1000);
}

/** Time for the steps' own waits and for ending a script that does not end by itself. */
export function redisScriptExtraMs(check: RedisScriptCheck): number {
  return check.steps.reduce((sum, step) => sum + (step.waitMs ?? 0), 0) + 2 * BUSY_AFTER_MS;
}

/** Time for starting the lab's program as often as the check asks. */
export function requestsExtraMs(check: RequestsCheck): number {
  return (1 + Object.keys(check.faults).length) * START_TIMEOUT_S * 1000;
}
