/** What the window remembers from one start to the next: its place on the screen, and the learner's colours. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';

export interface Bounds {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface WindowState {
  bounds: Bounds | null;
  maximized: boolean;
  theme: 'system' | 'light' | 'dark';
}

const FRESH: WindowState = { bounds: null, maximized: false, theme: 'system' };

/** @returns the remembered state; what is missing or damaged is as on the first start */
export function readWindowState(path: string): WindowState {
  let found: unknown;
  try {
    found = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return { ...FRESH };
  }
  if (typeof found !== 'object' || found === null) return { ...FRESH };
  const { bounds, maximized, theme } = found as Record<string, unknown>;
  return {
    bounds: isBounds(bounds) ? { x: bounds.x, y: bounds.y, width: bounds.width, height: bounds.height } : null,
    maximized: maximized === true,
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
  };
}

/** Keeps the state. Never throws: a window that forgets its place is better than one that fails. */
export function writeWindowState(path: string, state: WindowState): void {
  try {
    const draft = `${path}.new`;
    writeFileSync(draft, `${JSON.stringify(state)}\n`);
    renameSync(draft, path);
  } catch {
    // No space or no permission: the lab host tells the learner about the data folder.
  }
}

/** The part of a window that must be on a screen so that it can be taken hold of, in pixels. */
const VISIBLE = 100;

/** @returns the bounds if enough of the window's upper edge is on one of the screens, else null */
export function onScreen(bounds: Bounds | null, screens: readonly Bounds[]): Bounds | null {
  if (bounds === null) return null;
  const within = (screen: Bounds): boolean =>
    bounds.x + bounds.width - VISIBLE >= screen.x && bounds.x + VISIBLE <= screen.x + screen.width
    && bounds.y >= screen.y && bounds.y + VISIBLE <= screen.y + screen.height;
  return screens.some(within) ? bounds : null;
}

function isBounds(value: unknown): value is Bounds {
  if (typeof value !== 'object' || value === null) return false;
  const { x, y, width, height } = value as Record<string, unknown>;
  return Number.isInteger(x) && Number.isInteger(y) && isSize(width) && isSize(height);
}

/** No screen is larger, and nobody can work in less. */
const isSize = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 200 && Number(value) <= 20_000;
