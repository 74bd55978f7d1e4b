/**
 * One check from start to verdict. The services are asked whether they are well before anything is held against
 * the learner, and again after every failure; what is down is repaired once, and the check tried again.
 */
import { BackbenchError, isCode } from '../../shared/errors.ts';
import type { Check } from '../../shared/check-format/check.ts';
import type { CheckResult, Evidence } from '../../shared/verdict.ts';
import type { Endpoint } from '../engines/engine.ts';
import type { CheckContext, CheckTools } from './check-context.ts';
import { checkKind } from './check-kinds.ts';
import { masked } from './mask.ts';
import { findMistake } from './mistakes.ts';
import { describeError, labFault, markOf, message, type Outcome } from './outcome.ts';
import { probe, type Repairs } from './service-health.ts';

/** Beyond what a check may take by itself, time for connecting, copying data and ending programs, in milliseconds. */
const OVERHEAD_MS = 30_000;

/**
 * @param repairs shared by the checks of a run, so that each service is repaired once
 * @throws BackbenchError CANCELLED when the caller's signal fires; nothing else
 */
export async function runCheck(check: Check, context: CheckContext, repairs: Repairs): Promise<CheckResult> {
  const began = performance.now();
  const result = (rest: Omit<CheckResult, 'checkId' | 'ms'>): CheckResult => ({
    checkId: check.id, ms: Math.round(performance.now() - began), ...masked(rest, context.secrets),
  });
  const services = checkKind(check).services(check, context);
  for (let attempt = 1; ; attempt += 1) {
    const before = await probe(services, context, repairs);
    if (before.down !== null) return result({ verdict: 'broken', reason: 'service-down', evidence: before.down });
    const outcome = await attemptCheck(check, context);
    if (outcome.verdict === 'passed') {
      const isOld = check.when === 'edge' && context.seen?.get(check.id) === markOf(outcome);
      return result(isOld ? { verdict: 'not-yet', reason: 'unchanged', evidence: [] } : { verdict: 'passed', evidence: [] });
    }
    const after = await probe(services, context, repairs);
    if (after.down !== null) return result({ verdict: 'broken', reason: 'service-down', evidence: after.down });
    const disturbed = after.repaired || outcome.verdict === 'unreachable';
    if (disturbed && attempt === 1) continue;
    if (outcome.verdict === 'unreachable') return result({ verdict: 'broken', reason: 'service-down', evidence: outcome.evidence });
    if (outcome.verdict === 'broken') return result({ verdict: 'broken', reason: outcome.reason, evidence: outcome.evidence });
    const mistake = await findMistake(check.mistakes, outcome, (text) => { context.onWarning?.(`${check.id}: ${text}`); });
    throwIfCancelled(context.signal);
    return result({ verdict: 'not-yet', reason: outcome.reason, evidence: outcome.evidence, ...(mistake === undefined ? {} : { mistake }) });
  }
}

type Attempt = Outcome | { verdict: 'unreachable'; evidence: Evidence[] };

/** One attempt, whatever the services' health. @throws BackbenchError CANCELLED when the context's signal fires */
export async function attemptCheck(check: Check, context: CheckContext): Promise<Attempt> {
  const deadlineMs = check.deadline * 1000;
  const limit = AbortSignal.timeout(timeLimit(check, context));
  const tools: CheckTools = {
    context, deadlineMs, signal: AbortSignal.any([context.signal, limit]),
    endpoint: (service) => endpointOf(service, context),
  };
  try {
    return await checkKind(check).run(check, tools);
  } catch (error) {
    throwIfCancelled(context.signal);
    if (isCode(error, 'SERVICE_UNREACHABLE')) return { verdict: 'unreachable', evidence: [message(error.details.service, error.details.reason)] };
    if (limit.aborted) return labFault(`The check did not end within ${String(Math.round(timeLimit(check, context) / 1000))} s.`);
    return labFault(describeError(error));
  }
}

/** How long a check may take in all: its parts have deadlines of their own, this one is for what nobody thought of. */
function timeLimit(check: Check, context: CheckContext): number {
  return 2 * check.deadline * 1000 + (checkKind(check).extraMs?.(check, context) ?? 0) + OVERHEAD_MS;
}

function endpointOf(service: string, { environment }: CheckContext): Endpoint {
  const found = environment.services().find((each) => each.id === service);
  if (found?.endpoint) return found.endpoint;
  throw new BackbenchError('SERVICE_UNREACHABLE', { service, reason: found?.state ?? 'not part of this lab', log: [] });
}

function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new BackbenchError('CANCELLED', {});
}
