/** What is said when the server refuses a query of a check: the learner's own, or the author's question about the state. */
import type { Evidence } from '../../shared/verdict.ts';
import type { ReadOnlyFailure } from '../services/read-only-result.ts';
import { lineAt } from '../services/postgres/sql-statements.ts';
import { labFault, message, notYet, type NotYet, type Outcome } from './outcome.ts';
import type { SqlDialect } from './sql-dialect.ts';

/** The learner's query in `path` is at fault. */
export function learnersFailure(path: string, source: string, failure: ReadOnlyFailure, dialect: SqlDialect): NotYet {
  const evidence = failure.reason === 'empty' ? [] : [serverMessage(failure, source, path, dialect)];
  return notYet(failure.reason === 'empty' ? 'file-empty' : failure.reason, evidence, { source, got: failure.message });
}

/**
 * The author's question failed on the present state. A table that is not there yet, or a column of another type,
 * is what the step asks for; a question that the server can't even read is the author's fault.
 */
export function stateFailure(query: string, failure: ReadOnlyFailure, dialect: SqlDialect): Outcome {
  if ((failure.reason === 'query-failed' && !dialect.isUnreadable(failure)) || failure.reason === 'query-timeout') {
    return notYet(failure.reason, [serverMessage(failure, query, null, dialect)], { got: failure.message });
  }
  return labFault(`A query of this lab failed: ${failure.message}`);
}

function serverMessage(failure: ReadOnlyFailure, text: string, path: string | null, dialect: SqlDialect): Evidence {
  const place = failure.position === undefined || path === null ? '' : `${path}, line ${String(lineAt(text, failure.position - 1))}: `;
  const hint = failure.hint === undefined ? '' : `\nHint: ${failure.hint}`;
  return message(dialect.name, `${place}${failure.message}${hint}`);
}
