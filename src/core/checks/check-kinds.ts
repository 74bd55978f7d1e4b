/**
 * Every kind of check in one table: what it is called in lab.yaml, and the code that belongs to it. The code that runs
 * a check is loaded with the first check of its kind: with its libraries it is larger than all that a lesson needs.
 */
import type { Check, CheckKind } from '../../shared/check-format/check.ts';
import type { Lab } from '../../shared/lab-format.ts';
import type { CheckContext, CheckTools } from './check-context.ts';
import type { CheckProblem } from './check-problem.ts';
import { answerCheckProblems } from './answer-problems.ts';
import { commandExtraMs, httpExtraMs, loadExtraMs, redisScriptExtraMs, requestsExtraMs } from './extra-time.ts';
import { commandProblems } from './command-problems.ts';
import { containerProblems } from './container-problems.ts';
import { fileProblems } from './file-problems.ts';
import { gitProblems } from './git-problems.ts';
import { httpProblems } from './http-problems.ts';
import { loadProblems } from './load-problems.ts';
import { mongoProblems } from './mongo-problems.ts';
import type { Outcome } from './outcome.ts';
import { processProblems } from './process-problems.ts';
import { redisProblems } from './redis-problems.ts';
import { redisScriptProblems } from './redis-script-problems.ts';
import { requestsProblems } from './requests-problems.ts';
import { sqlPlanProblems } from './sql-plan-problems.ts';
import { sqlProblems } from './sql-problems.ts';
import { sqlScriptProblems } from './sql-script-problems.ts';

export interface CheckKindDefinition<C extends Check> {
  /** One attempt. @throws BackbenchError SERVICE_UNREACHABLE; the signal's reason */
  run(check: C, tools: CheckTools): Promise<Outcome>;
  /** The services whose health decides whether a failure is the learner's. */
  services(check: C, context: CheckContext): string[];
  /** What is wrong with the check inside this lab, beyond what the schema can say. */
  problems(check: C, lab: Lab): CheckProblem[];
  /** Time that the check may take beyond its deadline, in milliseconds, e.g. for starting the learner's program. */
  extraMs?(check: C, context: CheckContext): number;
  /** Whether a mistake may be told by the result of a wrong query (`result:`). */
  comparesResults: boolean;
}

type CheckKinds = { [K in CheckKind]: CheckKindDefinition<Extract<Check, { kind: K }>> };

const itsService = (check: { service: string }): string[] => [check.service];
/** For checks of a program, which may use every service of the lab. */
const allServices = (_check: Check, { specs }: CheckContext): string[] => specs.map((spec) => spec.id);

const CHECK_KINDS: CheckKinds = {
  answer: {
    run: async (...given) => (await import('./answer-check.ts')).checkAnswer(...given), services: (check) => (check.number?.service === undefined ? [] : [check.number.service]),
    problems: answerCheckProblems, comparesResults: false,
  },
  sql: { run: async (...given) => (await import('./sql-check.ts')).checkSql(...given), services: itsService, problems: sqlProblems, comparesResults: true },
  'sql-plan': { run: async (...given) => (await import('./sql-plan-check.ts')).checkSqlPlan(...given), services: itsService, problems: sqlPlanProblems, comparesResults: true },
  'sql-script': { run: async (...given) => (await import('./sql-script-check.ts')).checkSqlScript(...given), services: itsService, problems: sqlScriptProblems, comparesResults: false },
  redis: { run: async (...given) => (await import('./redis-check.ts')).checkRedis(...given), services: itsService, problems: redisProblems, comparesResults: false },
  'redis-script': { run: async (...given) => (await import('./redis-script-check.ts')).checkRedisScript(...given), services: itsService, problems: redisScriptProblems, extraMs: redisScriptExtraMs, comparesResults: false },
  mongo: { run: async (...given) => (await import('./mongo-check.ts')).checkMongo(...given), services: itsService, problems: mongoProblems, comparesResults: true },
  http: { run: async (...given) => (await import('./http-check.ts')).checkHttp(...given), services: allServices, problems: httpProblems, extraMs: httpExtraMs, comparesResults: false },
  command: { run: async (...given) => (await import('./command-check.ts')).checkCommand(...given), services: allServices, problems: commandProblems, extraMs: commandExtraMs, comparesResults: false },
  load: { run: async (...given) => (await import('./load-check.ts')).checkLoad(...given), services: allServices, problems: loadProblems, extraMs: loadExtraMs, comparesResults: false },
  git: { run: async (...given) => (await import('./git-check.ts')).checkGit(...given), services: () => [], problems: gitProblems, comparesResults: false },
  process: { run: async (...given) => (await import('./process-check.ts')).checkProcess(...given), services: () => [], problems: processProblems, comparesResults: false },
  container: { run: async (...given) => (await import('./container-check.ts')).checkContainer(...given), services: () => [], problems: containerProblems, comparesResults: false },
  requests: { run: async (...given) => (await import('./requests-check.ts')).checkRequests(...given), services: allServices, problems: requestsProblems, extraMs: requestsExtraMs, comparesResults: false },
  file: { run: async (...given) => (await import('./file-check.ts')).checkFile(...given), services: () => [], problems: fileProblems, comparesResults: false },
};

/** The code for a check's kind. */
export function checkKind<C extends Check>(check: C): CheckKindDefinition<C> {
  // The table has the same key for the kind and its check; TypeScript can't follow that through a union.
  return CHECK_KINDS[check.kind] as unknown as CheckKindDefinition<C>;
}
