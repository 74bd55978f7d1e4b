/** Runs queries of the panel: one at a time in each session, with cancel. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { PlanView, RunView, SqlSessionName, TransactionState } from '../../../shared/data-views.ts';
import type { ServiceKind } from '../../../shared/lab-format.ts';
import { type CodedError, describeError } from '../../../shared/messages.ts';
import type { QueryResult } from '../../../shared/views.ts';
import { toCodedError } from '../../transport/coded-error.ts';
import type { Connection } from '../../transport/connection.ts';
import { useConnection } from '../../transport/use-backend.ts';
import { useAnnounce } from '../../ui/announce.tsx';
import { PagedRows } from './paged-rows.ts';
import { type T, useWords } from '../../words/words-context.tsx';

/** The most elements of an answer in text that the contract gives. */
const TEXT_LIMIT = 10_000;

/** An answer without rows. */
export type TextAnswer = Exclude<QueryResult, { kind: 'table' }>;

export type QueryState =
  | { kind: 'idle' }
  | { kind: 'running'; since: number; waitsFor: RunView['waitsFor'] }
  | { kind: 'cancelled' }
  /** Rows, while they come and afterwards. Until the end the collection alone tells how many there are: see {@link showRun}. */
  | { kind: 'rows'; view: RunView; rows: PagedRows; since: number }
  | { kind: 'done'; result: TextAnswer; turn: number }
  | { kind: 'plan'; plan: PlanView }
  | { kind: 'failed'; error: CodedError; text: string };

export interface Query {
  state: QueryState;
  /** True while something runs. */
  busy: boolean;
  /** Of a session that lasts. */
  transaction: TransactionState;
  /** @returns the error, or null when it worked or was cancelled */
  run(service: { id: string; kind: ServiceKind }, text: string): Promise<CodedError | null>;
  /** Shows how the server gets the answer. @returns as run does */
  explain(service: { id: string }, text: string): Promise<CodedError | null>;
  cancel(): void;
}

/** The panel's own runs, and two sessions that last from run to run. */
export type Queries = Readonly<Record<SqlSessionName, Query>>;

export function useQueries(lab: string): Queries {
  const own = useQuery(lab, 'own');
  const a = useQuery(lab, 'a');
  const b = useQuery(lab, 'b');
  return useMemo(() => ({ own, a, b }), [own, a, b]);
}

function useQuery(lab: string, session: SqlSessionName): Query {
  const t = useWords();
  const connection = useConnection();
  const announce = useAnnounce();
  const [state, setState] = useState<QueryState>({ kind: 'idle' });
  const [transaction, setTransaction] = useState<TransactionState>('none');
  const stop = useRef<{ controller: AbortController; run: string | null } | null>(null);
  const turn = useRef(0);
  useEffect(() => () => stop.current?.controller.abort(), []);

  const run = useCallback(
    async (service: { id: string; kind: ServiceKind }, text: string): Promise<CodedError | null> => {
      if (stop.current !== null) return null;
      const current = { controller: new AbortController(), run: null as string | null };
      const { signal } = current.controller;
      stop.current = current;
      const since = Date.now();
      turn.current += 1;
      setState({ kind: 'running', since, waitsFor: null });
      const fail = (error: CodedError): CodedError => {
        setState({ kind: 'failed', error, text });
        announce(describeError(error, t.table).title);
        return error;
      };
      try {
        if (service.kind === 'redis' || service.kind === 'mongo') {
          const result = await connection.call((host) => host.query.run({ lab, service: service.id, text, limit: TEXT_LIMIT }, { signal }), { signal });
          if (result.kind === 'table') throw new Error('An answer in text was expected.');
          setState({ kind: 'done', result, turn: turn.current });
          announce(resultWords(result, t));
          return null;
        }
        const show = showRun(connection, since, (next) => setState(next));
        const last = await followRun(connection, { lab, service: service.id, session, text }, signal, (view) => {
          current.run = view.run;
          show(view);
        });
        setTransaction(last.ended?.transaction ?? 'none');
        if (last.ended?.error != null) return fail(last.ended.error);
        announce(endWords(last, t));
        const answer = textOf(last);
        if (answer !== null) setState({ kind: 'done', result: answer, turn: turn.current });
        else if (last.columns === null) setState({ kind: 'cancelled' });
        return null;
      } catch (thrown) {
        if (signal.aborted) {
          setState({ kind: 'cancelled' });
          return null;
        }
        return fail(toCodedError(thrown));
      } finally {
        stop.current = null;
      }
    },
    [announce, connection, lab, session, t],
  );
  const explain = useCallback(
    async (service: { id: string }, text: string): Promise<CodedError | null> => {
      if (stop.current !== null) return null;
      const current = { controller: new AbortController(), run: null };
      const { signal } = current.controller;
      stop.current = current;
      setState({ kind: 'running', since: Date.now(), waitsFor: null });
      try {
        const plan = await connection.call((host) => host.data.explain({ lab, service: service.id, text }, { signal }), { signal });
        setState({ kind: 'plan', plan });
        announce(t('query.the-plan-has-node', { nodes: plan.nodes.length }));
        return null;
      } catch (thrown) {
        if (signal.aborted) {
          setState({ kind: 'cancelled' });
          return null;
        }
        const error = toCodedError(thrown);
        setState({ kind: 'failed', error, text });
        announce(describeError(error, t.table).title);
        return error;
      } finally {
        stop.current = null;
      }
    },
    [announce, connection, lab, t],
  );
  const cancel = useCallback(() => {
    const current = stop.current;
    if (current === null) return;
    const { run: id } = current;
    if (id === null) current.controller.abort(new DOMException('Cancelled', 'AbortError'));
    // The run tells its end itself, with the rows that had come.
    else connection.call((host) => host.data.cancel({ run: id })).catch(() => current.controller.abort(new DOMException('Cancelled', 'AbortError')));
  }, [connection]);
  const busy = state.kind === 'running' || (state.kind === 'rows' && state.view.ended === null);
  return useMemo(() => ({ state, busy, transaction, run, explain, cancel }), [state, busy, transaction, run, explain, cancel]);
}

interface RunInput {
  lab: string;
  service: string;
  session: SqlSessionName;
  text: string;
}

/** @returns how it ended @throws what the call throws */
async function followRun(connection: Connection, input: RunInput, signal: AbortSignal, onView: (view: RunView) => void): Promise<RunView> {
  let last: RunView | null = null;
  await connection.call(async (host) => {
    for await (const view of await host.data.run(input, { signal })) {
      last = view;
      onView(view);
    }
  }, { signal });
  signal.throwIfAborted();
  if (last === null) throw new Error('The run told nothing.');
  return last;
}

/**
 * Turns what is told of a run into states; its rows are one collection from the first to the last. That more rows have come is
 * told to the collection's own listeners: a state each time would draw the panel with all its parts again, and whoever types
 * while a million rows come would wait for it.
 */
function showRun(connection: Connection, since: number, setState: (state: QueryState) => void): (view: RunView) => void {
  let rows: PagedRows | null = null;
  let waitsFor: RunView['waitsFor'] = null;
  return (view) => {
    if (view.columns === null) {
      if (view.waitsFor !== waitsFor) setState({ kind: 'running', since, waitsFor: view.waitsFor });
      waitsFor = view.waitsFor;
      return;
    }
    const first = rows === null;
    rows ??= new PagedRows((from, many) => connection.call((host) => host.data.rows({ run: view.run, from, count: many }), { repeat: true }));
    rows.grow(view.rows);
    if (first || view.ended !== null) setState({ kind: 'rows', view, rows, since });
  };
}

/** What a statement without rows answered; null for one with rows, and for one that was cancelled before. */
function textOf({ ended, columns, ms }: RunView): TextAnswer | null {
  if (ended === null || columns !== null || ended.how === 'cancelled') return null;
  if (ended.copied !== null) return { kind: 'text', text: ended.copied, cut: ended.how === 'cut', ms };
  return { kind: 'done', text: ended.text, ms };
}

/** What came back, in a line. */
export function resultWords(result: TextAnswer, t: T): string {
  if (result.kind === 'done') return result.text;
  return result.cut ? t('query.answer-cut') : t('query.answer-whole');
}

/** How far a result is, in a line. */
export function endWords({ ended, rows }: Pick<RunView, 'ended' | 'rows'>, t: T): string {
  switch (ended?.how) {
    case undefined:
      return t('query.rows-so-far', { rows });
    case 'complete':
    case 'failed':
      return t('query.rows', { rows });
    case 'cut':
      return t('query.rows-first', { rows });
    case 'cancelled':
      return t('query.rows-cancelled', { rows });
  }
}
