/** How many paths of each list a preview of a restore shows: more than anybody reads. */
export const PREVIEW_PATHS = 50;
