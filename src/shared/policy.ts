/** What an administrator has set for everybody on a machine, in one file that learners can read and not change. */
import { z } from 'zod';

export const policySchema = z.strictObject({
  /** The engine of all labs; a learner's own choice does not count then. */
  engine: z.enum(['auto', 'docker', 'native']).optional(),
  /** Where imported packs lie for all accounts of the machine: an absolute path. */
  packFolder: z.string().min(1).max(4096).optional(),
  /** Updates come by pack alone; false: no pack is imported while this stands. */
  updates: z.boolean().optional(),
  /** Who answers questions and complaints about data here: a name, a room, a number. The page "Privacy" shows it. */
  contact: z.string().min(1).max(300).optional(),
