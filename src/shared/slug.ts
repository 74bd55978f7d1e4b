/** The form of every id: lower-case words joined by hyphens. */
export const SLUG = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
/** In characters. */
export const MAX_SLUG = 64;
