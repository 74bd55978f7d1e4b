/** The time since something began, counting. */
import { useEffect, useState } from 'react';
import { useWords } from '../words/words-context.tsx';

/** Steps of the display, in milliseconds: tenths while they can be read, then seconds. */
const FAST_MS = 100;
const SLOW_MS = 1000;
const FAST_UNTIL_MS = 10_000;

/** @param since milliseconds since 1970 */
export function Elapsed({ since }: { since: number }) {
  const t = useWords();
  const [now, setNow] = useState(() => Date.now());
  const passed = Math.max(0, now - since);
  const step = passed < FAST_UNTIL_MS ? FAST_MS : SLOW_MS;
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), step);
    return () => clearInterval(timer);
  }, [step]);
  const shown = passed < 1000 ? `${(passed / 1000).toFixed(1)} s` : t.duration(passed);
  return <span className="elapsed">{shown}</span>;
}
