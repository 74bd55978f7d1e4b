/** Who is at work, on a machine that learners share; and how the machine is handed on. */
import { createContext, useCallback, useContext } from 'react';
import { useKeeper } from '../app/kept-storage.ts';
import { useConnection } from '../transport/use-backend.ts';

/** Null on a machine with one learner. */
export const LearnerContext = createContext<{ name: string } | null>(null);

export function useLearner(): { name: string } | null {
  return useContext(LearnerContext);
}

/** Keeps what the window still has to keep, and lets the lab host put the labs away. The page is loaded anew after that. */
export function useSwitchLearner(): () => void {
  const connection = useConnection();
  const keeper = useKeeper();
  return useCallback(() => {
    const leave = async (): Promise<void> => {
      await keeper.flush?.().catch(() => undefined);
      await connection.call((host) => host.profiles.leave());
    };
    // The host ends by this: that no answer comes is the answer.
    leave().catch(() => undefined);
  }, [connection, keeper]);
}
