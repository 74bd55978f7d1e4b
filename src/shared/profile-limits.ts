/** How long names and PINs of profiles may be; apart from the contract, so that the page need not load schemas. */

/** Characters of a name; more does not fit on its button. */
export const MOST_PROFILE_NAME = 40;
/** Digits of a PIN. */
export const LEAST_PIN = 4;
export const MOST_PIN = 12;
