/** For what should not hold up what is to be seen first. */

/** What waits goes on after this time at the latest, in milliseconds: a hidden window paints nothing, a busy one is never idle. */
const LATEST_MS = 300;

/** Calls back once the browser has painted what is on its way to the screen and has nothing else to do. @returns calls it off */
export function afterPaint(callback: () => void): () => void {
  const end = (): void => {
    cancelAnimationFrame(frame);
    clearTimeout(latest);
    cancelIdleCallback(idle);
  };
  const go = (): void => {
    end();
    callback();
  };
  let idle = 0;
  // After the frame, not within it.
  const frame = requestAnimationFrame(() => void (idle = requestIdleCallback(go)));
  const latest = window.setTimeout(go, LATEST_MS);
  return end;
}
