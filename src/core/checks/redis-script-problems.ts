/** What the schema can't say about a check of kind `redis-script`. */
import type { RedisScriptCheck, RedisScriptStep } from '../../shared/check-format/redis-script.ts';
import type { Lab } from '../../shared/lab-format.ts';
import { matcherProblemsAt, regexProblems, serviceProblems, type CheckProblem } from './check-problem.ts';
import { templateNames } from './template.ts';

/** What a step does; exactly one of them. */
const ACTS = ['run', 'eval', 'subscribe', 'received'] as const;
/** Commands that wait, leave the database or reach beyond it. */
const REFUSED = /^(SELECT|SWAPDB|MOVE|FLUSHALL|CONFIG|SHUTDOWN|DEBUG|MONITOR|SUBSCRIBE|PSUBSCRIBE|SSUBSCRIBE|BLPOP|BRPOP|BLMOVE|BLMPOP|BZPOPMIN|BZPOPMAX|BZMPOP|WAIT|EVAL|FUNCTION|SCRIPT)$/i;

export function redisScriptProblems(check: RedisScriptCheck, lab: Lab): CheckProblem[] {
  const captured = new Set<string>();
  const subscribed = new Set<string>();
  const problems = serviceProblems(check, lab, ['redis']);
  for (const [index, step] of check.steps.entries()) {
    const path = ['steps', index];
    for (const problem of stepProblems(step)) problems.push({ path: [...path, ...problem.path], message: problem.message });
    for (const name of templateNames([step.run, step.keys, step.args, step.expect])) {
      if (!captured.has(name)) problems.push({ path, message: `{{${name}}} is used, but no earlier step captures "${name}".` });
    }
    if (step.received !== undefined && !subscribed.has(step.received)) {
      problems.push({ path: [...path, 'received'], message: `No earlier step subscribes to "${step.received}".` });
    }
    if (step.capture !== undefined) captured.add(step.capture);
    if (step.subscribe !== undefined) subscribed.add(step.subscribe);
  }
  if (!check.steps.some((step) => step.eval !== undefined)) {
    problems.push({ path: ['steps'], message: 'No step runs a script of the learner. Give one "eval", or use a redis check.' });
  }
  if (!check.steps.some((step) => step.expect !== undefined || step.error !== undefined)) {
    problems.push({ path: ['steps'], message: 'No step expects anything. Give one "expect" or "error".' });
  }
  return problems;
}

function stepProblems(step: RedisScriptStep): CheckProblem[] {
  const problems: CheckProblem[] = [];
  if (ACTS.filter((act) => step[act] !== undefined).length !== 1) problems.push({ path: [], message: `Give a step exactly one of ${ACTS.join(', ')}.` });
  if (step.eval === undefined && (step.keys.length > 0 || step.args.length > 0)) {
    problems.push({ path: [], message: '"keys" and "args" belong to "eval".' });
  }
  if (step.run !== undefined && REFUSED.test(step.run[0] ?? '')) {
    problems.push({ path: ['run'], message: `${step.run[0] ?? ''} can't be used here: it waits or reaches beyond the check's own database.` });
  }
  if (step.expect !== undefined && step.error !== undefined) problems.push({ path: [], message: 'Give "expect" or "error", not both.' });
  if (step.received !== undefined && step.expect === undefined) problems.push({ path: [], message: 'Say in "expect" which messages must have arrived.' });
  return [...problems, ...matcherProblemsAt(step.expect, ['expect']), ...regexProblems(step.error, ['error'], 'i')];
}
