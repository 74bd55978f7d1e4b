/**
 * Checks of how a server gets an answer: which nodes its plan has, and how many pages it reads compared with
 * another way. Pages are counted, never time, so that a slow or busy machine gives the same verdict.
 */
import type { SqlPlanCheck } from '../../shared/check-format/sql-plan.ts';
import type { Evidence } from '../../shared/verdict.ts';
import type { ReadOnlyFailure, ReadOnlyResult } from '../services/read-only-result.ts';
import type { CheckTools } from './check-context.ts';
import { compareRows, type RowRules } from './compare-rows.ts';
import { readLearnerFile } from './learner-file.ts';
import { labFault, message, notYet, PASSED, type Outcome } from './outcome.ts';
import { judgePlan, type Judgement } from './plan-judgement.ts';
import { planText } from './plan-text.ts';
import type { PlanNode } from './plan-tree.ts';
import { plannerOf, type AskedPlan } from './planner.ts';
import { dialectOf } from './sql-dialect.ts';
import { learnersFailure, stateFailure } from './sql-failures.ts';

/** Rows compared. */
const MAX_ROWS = 10_000;
/** Nodes shown of a plan. Plans of the course have a dozen. */
const MAX_NODES = 60;

interface Measured {
  nodes: PlanNode[];
  pages: number;
  against: { title: string; pages: number; wantedTimes: number } | undefined;
}

/** @throws BackbenchError SERVICE_UNREACHABLE; the signal's reason */
export async function checkSqlPlan(check: SqlPlanCheck, tools: CheckTools): Promise<Outcome> {
  let sql = check.query ?? '';
  let source: string | undefined;
  if (check.file !== undefined) {
    const file = await readLearnerFile(check.file, tools);
    if ('verdict' in file) return file;
    sql = source = file.text;
  }
  const planner = plannerOf(dialectOf(check.service, tools.context));
  const first = await measure(check, sql, tools);
  if ('verdict' in first) return first;
  const wrong = await wrongRows(check, planner.withoutExplain(sql), tools, source);
  if (wrong !== null) return wrong;
  if (judgePlan(check.expect, first.nodes, first.against, first.pages).ok) return PASSED;

  // A new index or changed rows may not have reached the statistics yet: nobody is to fail for that.
  const relations = [...new Set(first.nodes.flatMap((node) => node.relation ?? []))];
  await planner.refresh(tools.endpoint(check.service), relations, { timeoutMs: tools.deadlineMs, signal: tools.signal });
  const second = await measure(check, sql, tools);
  if ('verdict' in second) return second;
  const judgement = judgePlan(check.expect, second.nodes, second.against, second.pages);
  if (judgement.ok) return PASSED;
  return failed(check, second, judgement, source);
}

/** @returns null when the rows are right, or nobody asks */
async function wrongRows(check: SqlPlanCheck, sql: string, tools: CheckTools, source: string | undefined): Promise<Outcome | null> {
  const { sameRowsAs } = check.expect;
  if (sameRowsAs === undefined) return null;
  const endpoint = tools.endpoint(check.service);
  const dialect = dialectOf(check.service, tools.context);
  const run = (text: string): Promise<ReadOnlyResult> => dialect.ask(endpoint, text, { timeoutMs: tools.deadlineMs, maxRows: MAX_ROWS, signal: tools.signal });
  const got = await run(sql);
  if (!got.ok) return check.file === undefined ? stateFailure(sql, got, dialect) : learnersFailure(check.file, sql, got, dialect);
  const expected = await run(sameRowsAs);
  if (!expected.ok) return labFault(`The reference query of the check "${check.id}" failed: ${expected.message}`);
  const rules: RowRules = { compare: 'set', columnNames: false };
  const comparison = compareRows(expected, got, rules);
  if (comparison.equal) return null;
  return notYet(comparison.reason, [comparison.evidence], {
    ...(source === undefined ? {} : { source }),
    isResultOf: async (query) => {
      const other = await run(query);
      if (!other.ok) throw new Error(other.message);
      return compareRows(other, got, rules).equal;
    },
  });
}

async function measure(check: SqlPlanCheck, sql: string, tools: CheckTools): Promise<Measured | Outcome> {
  const endpoint = tools.endpoint(check.service);
  const dialect = dialectOf(check.service, tools.context);
  const explain = (text: string, withoutIndexes: boolean): Promise<AskedPlan | ReadOnlyFailure> =>
    plannerOf(dialect).explain(endpoint, text, { timeoutMs: tools.deadlineMs, withoutIndexes, signal: tools.signal });
  const got = await explain(sql, false);
  if (!got.ok) return check.file === undefined ? stateFailure(sql, got, dialect) : learnersFailure(check.file, sql, got, dialect);
  const { nodes, pages } = got;
  const wanted = check.expect.fewerBuffersThan;
  if (wanted === undefined) return { nodes, pages, against: undefined };
  const other = await explain(wanted.query ?? sql, wanted.withoutIndexes === true);
  if (!other.ok) return labFault(`The query that the check "${check.id}" measures against failed: ${other.message}`);
  const title = wanted.withoutIndexes === true ? 'the same query without any index' : 'the query that it is measured against';
  return { nodes, pages, against: { title, pages: other.pages, wantedTimes: wanted.times } };
}

function failed(check: SqlPlanCheck, { nodes, pages, against }: Measured, judgement: Extract<Judgement, { ok: false }>, source: string | undefined): Outcome {
  const marked = nodes.map(({ relation: _relation, index: _index, ...node }, at) => ({ ...node, mark: judgement.marks.get(at) ?? null }));
  const plan: Evidence = {
    kind: 'plan', title: check.file ?? 'the query of this check', nodes: marked.slice(0, MAX_NODES), more: Math.max(0, marked.length - MAX_NODES),
    pages, ...(against === undefined ? {} : { against }),
  };
  return notYet(judgement.reason, [message('This check', judgement.notes.join('\n')), plan], {
    got: planText(marked), ...(source === undefined ? {} : { source }),
  });
}
