/** Every kind of check in one table: what it is called in lab.yaml, and the code that belongs to it. */
import type { Check, CheckKind } from '../../shared/check-format/check.ts';
import type { Lab } from '../../shared/lab-format.ts';
import type { CheckContext, CheckTools } from './check-context.ts';
import type { CheckProblem } from './check-problem.ts';
import { checkAnswer } from './answer-check.ts';
import { answerCheckProblems } from './answer-problems.ts';
import { checkCommand, commandExtraMs } from './command-check.ts';
import { commandProblems } from './command-problems.ts';
import { checkContainer } from './container-check.ts';
import { containerProblems } from './container-problems.ts';
import { checkFile } from './file-check.ts';
import { fileProblems } from './file-problems.ts';
import { checkGit } from './git-check.ts';
import { gitProblems } from './git-problems.ts';
import { checkHttp, httpTimeLimit } from './http-check.ts';
import { httpProblems } from './http-problems.ts';
import { checkLoad, loadExtraMs } from './load-check.ts';
import { loadProblems } from './load-problems.ts';
import { checkMongo } from './mongo-check.ts';
import { mongoProblems } from './mongo-problems.ts';
import type { Outcome } from './outcome.ts';
import { checkProcess } from './process-check.ts';
import { processProblems } from './process-problems.ts';
import { checkRedis } from './redis-check.ts';
import { redisProblems } from './redis-problems.ts';
import { checkRedisScript, redisScriptMs } from './redis-script-check.ts';
import { redisScriptProblems } from './redis-script-problems.ts';
import { checkSql } from './sql-check.ts';
import { checkSqlPlan } from './sql-plan-check.ts';
import { sqlPlanProblems } from './sql-plan-problems.ts';
import { sqlProblems } from './sql-problems.ts';
import { checkSqlScript } from './sql-script-check.ts';
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
    run: checkAnswer, services: (check) => (check.number?.service === undefined ? [] : [check.number.service]),
    problems: answerCheckProblems, comparesResults: false,
  },
  sql: { run: checkSql, services: itsService, problems: sqlProblems, comparesResults: true },
  'sql-plan': { run: checkSqlPlan, services: itsService, problems: sqlPlanProblems, comparesResults: true },
  'sql-script': { run: checkSqlScript, services: itsService, problems: sqlScriptProblems, comparesResults: false },
  redis: { run: checkRedis, services: itsService, problems: redisProblems, comparesResults: false },
  'redis-script': { run: checkRedisScript, services: itsService, problems: redisScriptProblems, extraMs: redisScriptMs, comparesResults: false },
  mongo: { run: checkMongo, services: itsService, problems: mongoProblems, comparesResults: true },
  http: { run: checkHttp, services: allServices, problems: httpProblems, extraMs: httpTimeLimit, comparesResults: false },
  command: { run: checkCommand, services: allServices, problems: commandProblems, extraMs: commandExtraMs, comparesResults: false },
  load: { run: checkLoad, services: allServices, problems: loadProblems, extraMs: loadExtraMs, comparesResults: false },
  git: { run: checkGit, services: () => [], problems: gitProblems, comparesResults: false },
  process: { run: checkProcess, services: () => [], problems: processProblems, comparesResults: false },
  container: { run: checkContainer, services: () => [], problems: containerProblems, comparesResults: false },
  file: { run: checkFile, services: () => [], problems: fileProblems, comparesResults: false },
};

/** The code for a check's kind. */
export function checkKind<C extends Check>(check: C): CheckKindDefinition<C> {
  // The table has the same key for the kind and its check; TypeScript can't follow that through a union.
  return CHECK_KINDS[check.kind] as unknown as CheckKindDefinition<C>;
}
