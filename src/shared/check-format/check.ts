/** A check of any kind. Each kind has a file of its own beside this one, and its code in core/checks/. */
import { z } from 'zod';
import { answerCheckSchema } from './answer.ts';
import { commandCheckSchema } from './command.ts';
import { containerCheckSchema } from './container.ts';
import { fileCheckSchema } from './file.ts';
import { gitCheckSchema } from './git.ts';
import { httpCheckSchema } from './http.ts';
import { loadCheckSchema } from './load.ts';
import { mongoCheckSchema } from './mongo.ts';
import { processCheckSchema } from './process.ts';
import { redisCheckSchema } from './redis.ts';
import { redisScriptCheckSchema } from './redis-script.ts';
import { requestsCheckSchema } from './requests.ts';
import { sqlCheckSchema } from './sql.ts';
import { sqlPlanCheckSchema } from './sql-plan.ts';
import { sqlScriptCheckSchema } from './sql-script.ts';

export const checkSchema = z.discriminatedUnion('kind', [
  sqlCheckSchema,
  sqlPlanCheckSchema,
  sqlScriptCheckSchema,
  commandCheckSchema,
  redisCheckSchema,
  redisScriptCheckSchema,
  mongoCheckSchema,
  httpCheckSchema,
  loadCheckSchema,
  fileCheckSchema,
  answerCheckSchema,
  gitCheckSchema,
  processCheckSchema,
  containerCheckSchema,
  requestsCheckSchema,
]);
export type Check = z.infer<typeof checkSchema>;
export type CheckKind = Check['kind'];
