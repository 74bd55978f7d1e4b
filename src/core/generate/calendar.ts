/** Days and instants as texts, in UTC, by counting alone: no time zone, no locale, and fast for millions of rows. */

export const DAY_MS = 86_400_000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** Milliseconds since 1970 of a day or an instant as generate-format.ts writes them; NaN for one that is none. */
export function instantMs(text: string): number {
  const ms = Date.parse(text.length === 10 ? `${text}T00:00:00Z` : text);
  // 2026-02-30 would be read as 2 March.
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== text.slice(0, 10) ? NaN : ms;
}

const two = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));

/** Writes instants; remembers the days, of which a table has few. */
export interface InstantWriter {
  /** 2026-03-14. @param day days since 1970 */
  day(day: number): string;
  /** 2026-03-14T09:30:00Z, or another day with another clock. @param ms since 1970 */
  instant(ms: number): string;
}

/** 2026-03-14T09:30:00Z */
export function isoWriter(): InstantWriter {
  return writer((date) => date.toISOString().slice(0, 10), (day, clock) => `${day}T${clock}Z`);
}

/** 14/Mar/2026:09:30:00 +0000, as the web servers' combined log format has it. */
export function logWriter(): InstantWriter {
  return writer(
    (date) => `${two[date.getUTCDate()] ?? ''}/${MONTHS[date.getUTCMonth()] ?? ''}/${String(date.getUTCFullYear())}`,
    (day, clock) => `${day}:${clock} +0000`);
}

function writer(writeDay: (date: Date) => string, join: (day: string, clock: string) => string): InstantWriter {
  const known = new Map<number, string>();
  const day = (number: number): string => {
    const before = known.get(number);
    if (before !== undefined) return before;
    const text = writeDay(new Date(number * DAY_MS));
    known.set(number, text);
    return text;
  };
  return {
    day,
    instant(ms) {
      const number = Math.floor(ms / DAY_MS);
      return join(day(number), clock(ms - number * DAY_MS));
    },
  };
}

/** 09:30:00 */
function clock(msOfDay: number): string {
  const seconds = Math.floor(msOfDay / 1000);
  return `${two[Math.floor(seconds / 3600)] ?? ''}:${two[Math.floor(seconds / 60) % 60] ?? ''}:${two[seconds % 60] ?? ''}`;
}
