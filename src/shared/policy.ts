/** What an administrator has set for everybody on a machine, in one file that learners can read and not change. */
import { z } from 'zod';

export const policySchema = z.strictObject({
  /** The engine of all labs; a learner's own choice does not count then. */
  engine: z.enum(['auto', 'docker', 'native']).optional(),
  /** Where imported packs lie for all accounts of the machine: an absolute path. */
  packFolder: z.string().min(1).max(4096).optional(),
  /** Updates come by pack alone; false: no pack is imported while this stands. */
  updates: z.boolean().optional(),
  /** false: this machine neither serves packs to the local network nor takes any from it. */
  room: z.boolean().optional(),
  /** Who answers questions and complaints about data here: a name, a room, a number. The page "Privacy" shows it. */
  contact: z.string().min(1).max(300).optional(),
});
export type Policy = z.infer<typeof policySchema>;

/** A policy that is in force, and the file it is from. */
export const policyViewSchema = policySchema.extend({ path: z.string() });
export type PolicyView = z.infer<typeof policyViewSchema>;

/**
 * Where the file is looked for. These folders belong to the administrator on each system.
 * @param env for Windows, whose folder for programs' data may lie on another drive
 */
export function policyPlace(platform: string, env: Readonly<Record<string, string | undefined>>): string {
  if (platform === 'darwin') return '/Library/Application Support/Backbench/policy.json';
  if (platform === 'win32') return `${env['ProgramData'] ?? 'C:\\ProgramData'}\\Backbench\\policy.json`;
  return '/etc/backbench/policy.json';
}
