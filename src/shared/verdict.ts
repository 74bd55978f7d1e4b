/** Verdicts and the evidence for them: what Check says, in data. */
import { z } from 'zod';

/** passed; not-yet: the learner's work is not right yet; broken: the lab failed, nothing is held against the learner. */
export const verdictSchema = z.enum(['passed', 'not-yet', 'broken']);
export type Verdict = z.infer<typeof verdictSchema>;

/** A cell as text for display; null is SQL NULL or a missing value. */
const cell = z.string().nullable();

/** One node of a query plan. Numbers are of all its runs together; pages include those of the nodes below it. */
export const planNodeSchema = z.strictObject({
  depth: z.number().int(),
  /** As EXPLAIN names it, e.g. `Index Scan`. */
  label: z.string(),
  /** What it reads, e.g. `orders` or `orders, by the index orders_day`; empty when it reads no table. */
  target: z.string(),
  /** Conditions and keys, e.g. `Filter: (status = 'paid'::text)`. */
  details: z.array(z.string()),
  cost: z.number(),
  /** Rows that the planner expected of one run. */
  estimatedRows: z.number(),
  /** How often it ran; 0 when it was never needed. */
  loops: z.number().int(),
  rows: z.number(),
  removed: z.number(),
  pages: z.number().int(),
  /** Why the check looks at this node. */
  mark: z.string().nullable(),
});
export type PlanEvidenceNode = z.infer<typeof planNodeSchema>;

export const evidenceSchema = z.discriminatedUnion('kind', [
  /** Two result sets side by side. `missing` and `extra` are rows of expected/got that have no partner. */
  z.strictObject({
    kind: z.literal('rows'),
    columns: z.array(z.string()),
    gotColumns: z.array(z.string()),
    expected: z.array(z.array(cell)),
    got: z.array(z.array(cell)),
    /** Indexes into `expected`. */
    missing: z.array(z.number().int()),
    /** Indexes into `got`. */
    extra: z.array(z.number().int()),
    /** Rows in all, when the lists above were cut. */
    expectedTotal: z.number().int(),
    gotTotal: z.number().int(),
    /** True when the rows agree and only their order does not. */
    orderOnly: z.boolean(),
  }),
  /** Two values side by side, written out. `path` tells where they differ, e.g. `$.items[0].price`. */
  z.strictObject({ kind: z.literal('value'), path: z.string(), expected: z.string(), got: z.string() }),
  /** One HTTP exchange. */
  z.strictObject({
    kind: z.literal('http'),
    name: z.string(),
    request: z.string(),
    response: z.string(),
  }),
  /** What the server or the program said. */
  z.strictObject({ kind: z.literal('message'), source: z.string(), text: z.string() }),
  /** A query plan, its nodes from the top in the order of EXPLAIN. */
  z.strictObject({
    kind: z.literal('plan'),
    /** What was planned, e.g. the file. */
    title: z.string(),
    nodes: z.array(planNodeSchema),
    /** Nodes that were left out. */
    more: z.number().int(),
    /** Pages read by the plan, and by the one that it is measured against. */
    pages: z.number().int(),
    against: z.strictObject({ title: z.string(), pages: z.number().int(), wantedTimes: z.number() }).optional(),
  }),
  /** What sessions on the same data did, in the order of time. */
  z.strictObject({
    kind: z.literal('script'),
    sessions: z.array(z.string()),
    events: z.array(z.strictObject({
      session: z.string(),
      /** The statement, or the file that it stands in; empty where one that waited goes on. */
      text: z.string(),
      outcome: z.enum(['done', 'waits', 'goes-on', 'refused']),
      /** What the server answered, e.g. `UPDATE 1`, or rows as text. */
      answer: z.string(),
      /** What was expected instead; null for what is as expected. */
      expected: z.string().nullable(),
    })),
  }),
  /** The last lines of a log. */
  z.strictObject({ kind: z.literal('log'), source: z.string(), lines: z.array(z.string()) }),
]);
export type Evidence = z.infer<typeof evidenceSchema>;

/** Why a check is not passed; the words for each are in messages.ts. */
export const REASONS = [
  'rows-differ', 'row-order-differs', 'columns-differ', 'value-differs', 'no-result',
  'file-missing', 'file-empty', 'file-text-missing', 'file-text-forbidden', 'more-than-one-statement', 'not-read-only',
  'query-failed', 'query-timeout', 'query-unreadable',
  'status-differs', 'header-differs', 'body-differs', 'body-not-json', 'no-response',
  'plan-differs', 'reads-too-much',
  'exit-code-differs', 'printed-differs', 'output-differs', 'error-output-differs', 'output-not-json', 'output-too-large', 'command-timeout', 'program-missing', 'build-failed', 'memory-above',
  'repository-missing', 'repository-differs', 'process-differs', 'container-differs',
  'step-accepted', 'step-refused', 'step-waits', 'step-does-not-wait',
  'app-exited', 'app-not-listening',
  'requests-fail', 'requests-missing', 'fault-not-caught', 'openapi-invalid', 'openapi-differs', 'stream-differs', 'load-differs', 'load-errors',
  'answer-missing', 'answer-differs', 'answer-no-number',
  'waits-for', 'unchanged',
  'service-down', 'lab-fault',
] as const;
export const reasonSchema = z.enum(REASONS);
export type Reason = z.infer<typeof reasonSchema>;

export const checkResultSchema = z.strictObject({
  checkId: z.string(),
  verdict: verdictSchema,
  /** Absent when passed. */
  reason: reasonSchema.optional(),
  evidence: z.array(evidenceSchema),
  /** The lab's own message for a known mistake, Markdown. */
  mistake: z.string().optional(),
  /** How long it took, in milliseconds. */
  ms: z.number(),
});
export type CheckResult = z.infer<typeof checkResultSchema>;

/** The verdict of a whole step: broken wins over not-yet wins over passed. */
export function overallVerdict(results: readonly CheckResult[]): Verdict {
  if (results.some((r) => r.verdict === 'broken')) return 'broken';
  return results.every((r) => r.verdict === 'passed') ? 'passed' : 'not-yet';
}
