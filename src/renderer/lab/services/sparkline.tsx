/** A small curve of the last looks. Decoration: the newest value stands beside it in words. */

/** The drawing's own units. */
const WIDTH = 120;
const HEIGHT = 24;

export interface SparklineProps {
  /** Oldest first; null where nothing is known. */
  points: readonly (number | null)[];
  /** The scale reaches at least this far. */
  least: number;
  /** How many points fill the whole width. */
  room: number;
}

export function Sparkline({ points, least, room }: SparklineProps) {
  const most = Math.max(least, ...points.map((point) => point ?? 0));
  const place = (point: number, at: number): string =>
    `${(WIDTH * (room - points.length + at)) / (room - 1)},${HEIGHT - 1 - ((HEIGHT - 2) * point) / most}`;
  const line = points.flatMap((point, at) => (point === null ? [] : [place(point, at)])).join(' ');
  return (
    <svg className="sparkline" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      <path d={`M0 ${HEIGHT - 0.5}H${WIDTH}`} className="sparkline-ground" />
      <polyline points={line} />
    </svg>
  );
}
