/** Minutes at work on each of the last days, as bars for the eye and as a table for assistive technology. */
import { count, workTimeText } from '../../shared/messages-format.ts';
import type { ProgressView } from '../../shared/progress-views.ts';

/** The drawing's own units. */
const BAR = 14;
const GAP = 5;
const HEIGHT = 72;
/** A day with work and next to no time is still to be seen. */
const LEAST = 3;

const dayName = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const dateOf = (day: string): string => dayName.format(new Date(`${day}T12:00`));

export function DaysPlot({ days }: { days: ProgressView['days'] }) {
  // A short first day shall not look like a long one: the scale begins at half an hour.
  const most = Math.max(30 * 60, ...days.map((day) => day.seconds));
  const width = days.length * (BAR + GAP) - GAP;
  const worked = days.filter((day) => day.seconds > 0 || day.steps > 0);
  return (
    <figure className="days-plot">
      <svg viewBox={`0 0 ${width} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        {days.map((day, at) => {
          const full = (HEIGHT * day.seconds) / most;
          const height = day.seconds > 0 || day.steps > 0 ? Math.max(LEAST, full) : 1;
          return (
            <rect key={day.day} x={at * (BAR + GAP)} y={HEIGHT - height} width={BAR} height={height} data-worked={height > 1 ? true : undefined}>
              <title>{`${dateOf(day.day)}: ${workTimeText(day.seconds)}, ${count(day.steps, 'step')} passed`}</title>
            </rect>
          );
        })}
      </svg>
      <figcaption aria-hidden="true">
        <span>{dateOf(days[0]?.day ?? '')}</span>
        <span>{worked.length === 0 ? 'No work in these four weeks' : `${count(worked.length, 'day')} with work; the longest ${workTimeText(Math.max(...worked.map((day) => day.seconds)))}`}</span>
        <span>today</span>
      </figcaption>
      <table className="visually-hidden">
        <caption>Days with work in the last four weeks</caption>
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col">Time at work</th>
            <th scope="col">Steps passed</th>
          </tr>
        </thead>
        <tbody>
          {worked.map((day) => (
            <tr key={day.day}>
              <th scope="row">{dateOf(day.day)}</th>
              <td>{workTimeText(day.seconds)}</td>
              <td>{day.steps}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
