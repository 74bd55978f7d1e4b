/** Programs of a lab: the commands that start what the learner writes, by name, so that one check fits every language. */
import { z } from 'zod';
import { slug } from './names.ts';

/** Program and arguments, run in the workspace. No shell reads them. */
export const commandLineSchema = z.array(z.string().min(1)).min(1);

const programSchema = z.union([
  commandLineSchema,
  z.strictObject({
    /** Run before the program, in the workspace, once for all checks of a run: a compiler. It writes into the folder `.build`. */
    build: commandLineSchema,
    run: commandLineSchema,
  }),
]);
export type ProgramSpec = z.infer<typeof programSchema>;

/** By the name that checks use. */
export const programsSchema = z.record(slug, programSchema);
export type Programs = z.infer<typeof programsSchema>;

/** A program's two commands; `build` is null for one that needs none. */
export function programCommands(program: ProgramSpec): { build: string[] | null; run: string[] } {
  return Array.isArray(program) ? { build: null, run: program } : program;
}
