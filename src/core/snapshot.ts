/** What files and services have in common: their content can be kept under names and brought back. */

/** The name under which everything keeps what the lab starts with. */
export const PRISTINE_SNAPSHOT = 'pristine';

/** Content kept under a name. */
export interface Snapshot {
  name: string;
  bytes: number;
}
