/** The window's colour until the page is painted: `--surface` of the page's tokens.css. */
export const SURFACE = { light: '#ffffff', dark: '#1a1b1f' } as const;
