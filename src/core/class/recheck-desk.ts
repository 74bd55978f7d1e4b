/** The re-check of one learner of a class as a stream: what is done now, then what was found. */
import type { RecheckMessage } from '../../shared/class-contract.ts';
import type { Core } from '../core.ts';
import { createNotices, latest } from '../latest.ts';
import { recheckWork, type RecheckedLab } from './recheck-work.ts';

/**
 * Leaving the stream stops the re-check and removes what it started.
 * @throws BackbenchError LEARNER_UNKNOWN, RECHECK_NO_WORK, RECHECK_NOT_AGREED
 */
export async function* recheckLearner(
  core: Core, { name, device, agreedNative }: { name: string; device: string; agreedNative: boolean }, signal: AbortSignal,
): AsyncGenerator<RecheckMessage, void, void> {
  const file = await core.classes.file(name, device, signal);
  const left = new AbortController();
  const wake = createNotices();
  let doing: RecheckMessage | null = null;
  let outcome: { labs: RecheckedLab[] } | { error: unknown } | null = null;
  const work = recheckWork(file, {
    world: core.besides, engine: null, agreedNative, signal: AbortSignal.any([signal, left.signal]),
    onProgress: (now) => {
      doing = { type: 'doing', ...now };
      wake.notify();
    },
  }).then((labs) => { outcome = { labs }; }, (error: unknown) => { outcome = { error }; }).finally(() => { wake.notify(); });
  try {
    for await (const _ of latest(wake.subscribe, () => null, signal)) {
      // Told to the compiler anew each time: both are set by the work.
      const now = { doing, outcome } as { doing: RecheckMessage | null; outcome: { labs: RecheckedLab[] } | { error: unknown } | null };
      if (now.outcome === null) {
        if (now.doing !== null) yield now.doing;
        continue;
      }
      if ('error' in now.outcome) throw now.outcome.error;
      yield { type: 'done', labs: now.outcome.labs };
      return;
    }
  } finally {
    left.abort();
    await work;
  }
}
