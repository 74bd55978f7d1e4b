/** Numbers as people read them in messages: bytes and times, in English notation, the same on every machine. */

const KIB = 1024;

/** @param bytes a count of bytes @returns e.g. `512 B`, `1.5 KiB`, `12 MiB` */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let value = Math.max(0, bytes);
  let unit = 0;
  while (value >= KIB && unit < units.length - 1) {
    value /= KIB;
    unit += 1;
  }
  const digits = unit > 0 && value < 10 ? 1 : 0;
  return `${value.toFixed(digits)} ${units[unit] ?? 'B'}`;
}

/** @param ms milliseconds @returns e.g. `40 ms`, `1.2 s`, `15 s`, `2 min 5 s` */
export function formatDuration(ms: number): string {
  const positive = Math.max(0, ms);
  if (positive < 1000) return `${Math.round(positive)} ms`;
  const seconds = positive / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const rest = whole % 60;
  return rest === 0 ? `${Math.floor(whole / 60)} min` : `${Math.floor(whole / 60)} min ${rest} s`;
}

/** @returns e.g. `1 row`, `3 rows` */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** @param minutes how long something takes @returns e.g. `45 min`, `2 h`, `2½ h`, `14 h`: to the half hour below four, then to the hour */
export function hoursText(minutes: number): string {
  if (minutes < 60) return `${Math.round(minutes)} min`;
  const halves = Math.round(minutes / 30);
  if (halves >= 8) return `${Math.round(minutes / 60)} h`;
  return `${Math.floor(halves / 2)}${halves % 2 === 0 ? '' : '½'} h`;
}

/** @param seconds time at work @returns e.g. `none yet`, `under a minute`, `12 min`, `3 h 5 min` */
export function workTimeText(seconds: number): string {
  if (seconds <= 0) return 'none yet';
  const minutes = Math.floor(seconds / 60);
  if (minutes === 0) return 'under a minute';
  if (minutes < 60) return `${minutes} min`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
