/** A query of the mongo shell that hasn't been sent yet, and what all calls are made with. */
import type { AggregationCursor, Db, Document, FindCursor } from 'mongodb';
import { BackbenchError } from '../../../shared/errors.ts';

/** What the calls are made with. */
export interface Context {
  db: Db;
  /** For every operation: keeps 64-bit numbers as they are stored, and the deadline. */
  options: { promoteLongs: false; maxTimeMS?: number };
  /** True when nothing may be changed, whatever a value turns out to hold. */
  readsOnly: boolean;
}

/** A query that hasn't been sent. It can be narrowed, counted, explained, or read, more than once. */
export class Query {
  readonly open: () => FindCursor<Document> | AggregationCursor<Document>;
  /** Counts what the query would give, skip and limit left aside; null for a pipeline. */
  readonly count: (() => Promise<number>) | null;

  constructor(open: Query['open'], count: Query['count']) {
    this.open = open;
    this.count = count;
  }

  /** The same query with one more cursor call made on it. */
  with(change: (cursor: FindCursor<Document>) => unknown): Query {
    return new Query(() => {
      const cursor = this.open();
      change(cursor as FindCursor<Document>);
      return cursor;
    }, this.count);
  }

  async read(limit: number, signal: AbortSignal): Promise<{ documents: Document[]; cut: boolean }> {
    const cursor = this.open();
    const documents: Document[] = [];
    try {
      for await (const document of cursor) {
        signal.throwIfAborted();
        if (documents.length >= limit) return { documents, cut: true };
        documents.push(document);
      }
    } finally {
      await cursor.close();
    }
    return { documents, cut: false };
  }
}

/** The verbosity of explain, as the shell takes it. */
export function verbosityOf(given: unknown): 'queryPlanner' | 'executionStats' | 'allPlansExecution' {
  if (given === undefined || given === false) return 'queryPlanner';
  if (given === true) return 'allPlansExecution';
  if (given === 'queryPlanner' || given === 'executionStats' || given === 'allPlansExecution') return given;
  throw new BackbenchError('QUERY_FAILED', { message: 'explain takes "queryPlanner", "executionStats" or "allPlansExecution".' });
}
