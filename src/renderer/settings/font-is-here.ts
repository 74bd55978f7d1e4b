/** Whether a font of this name is on this computer: a text that it draws is as wide as with nothing but the fallback, or not. */

const TEXT = 'mmmwwwiii0123456789';
const FALLBACKS = ['monospace', 'serif', 'sans-serif'] as const;

/** @param name without quotes in it */
export function fontIsHere(name: string): boolean {
  const context = document.createElement('canvas').getContext('2d');
  if (context === null) return false;
  const width = (font: string): number => {
    context.font = `40px ${font}`;
    return context.measureText(TEXT).width;
  };
  return FALLBACKS.some((fallback) => width(`"${name}", ${fallback}`) !== width(fallback));
}

/** What code and terminals are drawn with; the app's own font where none is chosen or the chosen one lacks a letter. */
export function codeFonts(name: string): string {
  const own = '"JetBrains Mono Variable", ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", "Noto Sans Devanagari Variable", monospace';
  return name === '' ? own : `"${name}", ${own}`;
}
