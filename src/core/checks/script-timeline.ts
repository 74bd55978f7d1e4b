/** Writes down what the sessions of a script did, in the words that the evidence shows. */
import type { Evidence } from '../../shared/verdict.ts';
import { lineAt } from '../services/postgres/sql-statements.ts';
import type { StatementResult } from '../services/script-session.ts';
import { cutText } from './rows-evidence.ts';
import { isFinished, type Work } from './script-stage.ts';

export type ScriptEvidence = Extract<Evidence, { kind: 'script' }>;
export type ScriptEvent = ScriptEvidence['events'][number];

/** Events shown: the last ones, since the check ends at the one that is wrong. */
const MAX_EVENTS = 60;
const MAX_TEXT = 600;
const MAX_ANSWER_ROWS = 8;

export class ScriptTimeline {
  readonly #sessions: string[] = [];
  readonly #events: ScriptEvent[] = [];
  /** How many results of a work are written down already. */
  readonly #told = new Map<Work, number>();
  /** Works that stood still when they were last written down. */
  readonly #waiting = new Set<Work>();

  /** Writes down what is new of a session's work. @param waitsFor the sessions that it waits for, when it stands still */
  tell(work: Work, waitsFor: readonly string[] = []): void {
    if (!this.#sessions.includes(work.session)) this.#sessions.push(work.session);
    const told = this.#told.get(work) ?? 0;
    for (let at = told; at < work.results.length; at += 1) {
      const result = work.results[at];
      if (result === undefined) continue;
      const wentOn = this.#waiting.delete(work);
      this.#events.push({
        session: work.session, text: wentOn ? '' : textOf(work, at), outcome: result.ok ? (wentOn ? 'goes-on' : 'done') : 'refused',
        answer: answerOf(work, at, result), expected: null,
      });
    }
    this.#told.set(work, work.results.length);
    if (isFinished(work) || work.running === null || this.#waiting.has(work)) return;
    this.#waiting.add(work);
    const whom = waitsFor.length === 0 ? '' : `for ${waitsFor.join(' and ')}`;
    this.#events.push({ session: work.session, text: textOf(work, work.results.length), outcome: 'waits', answer: whom, expected: null });
  }

  /** Marks the last event of the session as not what was expected. */
  mark(session: string, expected: string): void {
    const last = this.#events.findLast((event) => event.session === session);
    if (last !== undefined) last.expected = expected;
  }

  evidence(): ScriptEvidence {
    return { kind: 'script', sessions: [...this.#sessions], events: this.#events.slice(-MAX_EVENTS) };
  }

  get events(): readonly ScriptEvent[] {
    return this.#events;
  }
}

function textOf(work: Work, at: number): string {
  const statement = work.statements[at]?.text ?? '';
  return cutText(statement, MAX_TEXT);
}

function answerOf(work: Work, at: number, result: StatementResult): string {
  if (!result.ok) {
    const statement = work.statements[at];
    const place = work.file === null ? '' : `${work.file}, line ${String(lineAt(work.source, (statement?.offset ?? 0) + result.offset))}: `;
    return cutText(`${place}ERROR ${result.message}`, MAX_TEXT);
  }
  const lines = result.columns.length === 0 ? [result.tag] : rowLines(result.rows);
  return cutText([...result.notices, ...lines].join('\n'), MAX_TEXT);
}

function rowLines(rows: readonly (readonly (string | null)[])[]): string[] {
  if (rows.length === 0) return ['no rows'];
  const shown = rows.slice(0, MAX_ANSWER_ROWS).map((row) => row.map((cell) => cell ?? 'NULL').join(' | '));
  return rows.length > shown.length ? [...shown, `… ${String(rows.length - shown.length)} more`] : shown;
}
