/** The time that is left of an exam, counting down; said aloud a few times only. */
import { useEffect, useRef, useState } from 'react';
import { useAnnounce } from '../ui/announce.tsx';
import { useWords } from '../words/words-context.tsx';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
/** In minutes: what a person can still do something with. */
const TOLD = [10, 5, 1];

/** @param until milliseconds since 1970 */
export function TimeLeft({ until }: { until: number }) {
  const t = useWords();
  const announce = useAnnounce();
  const [now, setNow] = useState(() => Date.now());
  const left = Math.max(0, until - now);
  const minutes = Math.ceil(left / MINUTE_MS);
  const told = useRef(minutes);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), SECOND_MS);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    if (minutes < told.current && TOLD.includes(minutes)) announce(t('exam.left', { time: t.duration(minutes * MINUTE_MS) }));
    told.current = minutes;
  }, [announce, minutes, t]);
  const shown = left < MINUTE_MS ? Math.ceil(left / SECOND_MS) * SECOND_MS : minutes * MINUTE_MS;
  return (
    <span className="exam-left" role="timer" aria-live="off">
      {t('exam.left', { time: t.duration(shown) })}
    </span>
  );
}
