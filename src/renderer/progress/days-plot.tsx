/** Minutes at work on each of the last days, as bars for the eye and as a table for assistive technology. */
import type { ProgressView } from '../../shared/progress-views.ts';
import { useWords } from '../words/words-context.tsx';

/** The drawing's own units. */
const BAR = 14;
const GAP = 5;
const HEIGHT = 72;
/** A day with work and next to no time is still to be seen. */
const LEAST = 3;

export function DaysPlot({ days }: { days: ProgressView['days'] }) {
  const t = useWords();
  const dateOf = (day: string): string => t.date(new Date(`${day}T12:00`), { day: 'numeric', month: 'short' });
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
              <title>{t('progress.days-day', { date: dateOf(day.day), time: t.workTime(day.seconds), steps: day.steps })}</title>
            </rect>
          );
        })}
      </svg>
      <figcaption aria-hidden="true">
        <span>{dateOf(days[0]?.day ?? '')}</span>
        <span>{worked.length === 0 ? t('progress.days-none') : t('progress.days-some', { days: worked.length, time: t.workTime(Math.max(...worked.map((day) => day.seconds))) })}</span>
        <span>{t('progress.days-today')}</span>
      </figcaption>
      <table className="visually-hidden">
        <caption>{t('progress.days-caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('progress.days-column-day')}</th>
            <th scope="col">{t('progress.time')}</th>
            <th scope="col">{t('progress.days-column-steps')}</th>
          </tr>
        </thead>
        <tbody>
          {worked.map((day) => (
            <tr key={day.day}>
              <th scope="row">{dateOf(day.day)}</th>
              <td>{t.workTime(day.seconds)}</td>
              <td>{day.steps}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
