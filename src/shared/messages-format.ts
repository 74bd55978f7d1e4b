/** Numbers as people read them in messages: bytes and times, the same on every machine. */

/** The words for times, as a language shortens them. */
export interface Units {
  ms: string;
  s: string;
  min: string;
  h: string;
  none: string;
  underMinute: string;
}

export const ENGLISH_UNITS: Units = { ms: 'ms', s: 's', min: 'min', h: 'h', none: 'none yet', underMinute: 'under a minute' };

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
export function formatDuration(ms: number, units: Units = ENGLISH_UNITS): string {
  const positive = Math.max(0, ms);
  if (positive < 1000) return `${Math.round(positive)} ${units.ms}`;
  const seconds = positive / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} ${units.s}`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} ${units.s}`;
  const rest = whole % 60;
  return rest === 0 ? `${Math.floor(whole / 60)} ${units.min}` : `${Math.floor(whole / 60)} ${units.min} ${rest} ${units.s}`;
}

/** @returns e.g. `1 row`, `3 rows` */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** @param minutes how long something takes @returns e.g. `45 min`, `2 h`, `2½ h`, `14 h`: to the half hour below four, then to the hour */
export function hoursText(minutes: number, units: Units = ENGLISH_UNITS): string {
  if (minutes < 60) return `${Math.round(minutes)} ${units.min}`;
  const halves = Math.round(minutes / 30);
  if (halves >= 8) return `${Math.round(minutes / 60)} ${units.h}`;
  return `${Math.floor(halves / 2)}${halves % 2 === 0 ? '' : '½'} ${units.h}`;
}

/** @param seconds time at work @returns e.g. `none yet`, `under a minute`, `12 min`, `3 h 5 min` */
export function workTimeText(seconds: number, units: Units = ENGLISH_UNITS): string {
  if (seconds <= 0) return units.none;
  const minutes = Math.floor(seconds / 60);
  if (minutes === 0) return units.underMinute;
  if (minutes < 60) return `${minutes} ${units.min}`;
  return minutes % 60 === 0 ? `${minutes / 60} ${units.h}` : `${Math.floor(minutes / 60)} ${units.h} ${minutes % 60} ${units.min}`;
}
