/** The window's colour until the page is painted: `--ground` of the page's tokens.css. */
export const GROUND = { light: '#f4f4f2', dark: '#131417' } as const;
