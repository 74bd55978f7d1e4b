/** Who is on the screen says here what the command palette can offer. */
import { createContext, useContext, useEffect, useRef } from 'react';
import type { PaletteItem } from './palette-items.ts';

export type PaletteSource = () => readonly PaletteItem[];

/** The sources of the palette, in the order in which they came. */
export class PaletteSources {
  readonly #sources = new Set<PaletteSource>();

  /** @returns takes it away */
  add(source: PaletteSource): () => void {
    this.#sources.add(source);
    return () => void this.#sources.delete(source);
  }

  items(): PaletteItem[] {
    return [...this.#sources].flatMap((source) => [...source()]);
  }
}

export interface PaletteAccess {
  sources: PaletteSources;
  open(): void;
}

export const PaletteContext = createContext<PaletteAccess | null>(null);

export function usePalette(): PaletteAccess {
  const palette = useContext(PaletteContext);
  if (palette === null) throw new Error('There is no palette around this component.');
  return palette;
}

/** Offers these while the component is on the screen; asked anew each time the palette opens. */
export function usePaletteSource(source: PaletteSource): void {
  const { sources } = usePalette();
  const latest = useRef(source);
  useEffect(() => {
    latest.current = source;
  });
  useEffect(() => sources.add(() => latest.current()), [sources]);
}
