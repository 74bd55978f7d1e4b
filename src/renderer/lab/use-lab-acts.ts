/** The acts on a lab: start it when it is opened, and whatever the learner asks for. One at a time, each can be cancelled. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { CodedError } from '../../shared/messages.ts';
import type { SessionView } from '../../shared/views.ts';
import { toCodedError } from '../transport/coded-error.ts';
import type { HostClient } from '../transport/connection.ts';
import { useConnection } from '../transport/use-backend.ts';
import { afterPaint } from '../ui/after-paint.ts';
import { useAnnounce } from '../ui/announce.tsx';
import type { LabActs } from './lab-context.ts';
import { useWords } from '../words/words-context.tsx';

type Call = (host: HostClient, signal: AbortSignal) => Promise<void>;

export interface LabActsInput {
  lab: string;
  session: SessionView | null;
  /** Writes the editors' texts to the disk before files are moved. Resolves to why that failed, or null. */
  saveFiles(): Promise<CodedError | null>;
}

export function useLabActs({ lab, session, saveFiles }: LabActsInput): LabActs {
  const t = useWords();
  const connection = useConnection();
  const announce = useAnnounce();
  const [running, setRunning] = useState(false);
  const [exchanges, setExchanges] = useState(0);
  const [error, setError] = useState<CodedError | null>(null);
  const stop = useRef<AbortController | null>(null);
  /** Whether the learner wants the lab to run: yes on opening it, no after they stopped or paused it. */
  const wanted = useRef(true);

  const act = useCallback(
    async (call: Call): Promise<boolean> => {
      if (stop.current !== null) return false;
      const controller = new AbortController();
      stop.current = controller;
      setRunning(true);
      setError(null);
      try {
        await connection.call((host) => call(host, controller.signal), { signal: controller.signal });
        return true;
      } catch (thrown) {
        if (!controller.signal.aborted) setError(toCodedError(thrown));
        return false;
      } finally {
        stop.current = null;
        setRunning(false);
      }
    },
    [connection],
  );

  const starting = useRef(false);
  const start = useCallback(() => {
    wanted.current = true;
    starting.current = true;
    void act((host, signal) => host.session.start({ lab }, { signal })).finally(() => {
      starting.current = false;
    });
  }, [act, lab]);

  // Opening a lab starts it; so does a new lab host that took the place of one that died.
  const state = session?.state ?? null;
  useEffect(() => {
    if (!wanted.current || running) return;
    if (state !== 'closed' && state !== 'parked') return;
    // The lesson first: starting takes both the lab host's processor and the page's.
    return afterPaint(start);
  }, [state, running, start]);

  // Leaving calls off a start, which nobody waits for any more; everything else is done to its end.
  useEffect(() => () => {
    if (starting.current) stop.current?.abort();
  }, []);

  return useMemo(() => {
    const rest = (call: Call, wants: boolean): void => {
      wanted.current = wants;
      void act(call);
    };
    /** Files that could not be saved would be lost or would come back after the act: it does not begin. */
    const afterSaving = (call: Call, done: string): void => {
      void saveFiles().then(async (failed) => {
        if (failed !== null) return setError(failed);
        wanted.current = true;
        if (!(await act(call))) return;
        announce(done);
        setExchanges((count) => count + 1);
      });
    };
    return {
      running,
      exchanges,
      error,
      start,
      stop: () => {
        void saveFiles().then(() => rest((host, signal) => host.session.stop({ lab }, { signal }), false));
      },
      park: () => rest((host, signal) => host.session.park({ lab }, { signal }), false),
      resume: () => rest((host, signal) => host.session.resume({ lab }, { signal }), true),
      reset: (scope) => afterSaving((host, signal) => host.session.reset({ lab, scope }, { signal }), t('timeline.done-reset')),
      restore: (checkpoint) => afterSaving((host, signal) => host.session.restore({ lab, checkpoint }, { signal }), t('timeline.done-restore')),
      jump: (step) => afterSaving((host, signal) => host.session.jump({ lab, step }, { signal }), t('timeline.done-jump')),
      undo: () => afterSaving((host, signal) => host.session.undo({ lab }, { signal }), t('timeline.done-undo')),
      restartService: (service) => rest((host, signal) => host.session.restartService({ lab, service }, { signal }), true),
      setFault: (service, fault, active) => rest((host, signal) => host.session.setFault({ lab, service, fault, active }, { signal }), true),
      cancel: () => {
        // A start that was called off must not begin again by itself.
        if (starting.current) wanted.current = false;
        stop.current?.abort(new DOMException('Cancelled', 'AbortError'));
      },
      clear: () => setError(null),
    };
  }, [running, exchanges, error, start, act, lab, saveFiles, announce, t]);
}
