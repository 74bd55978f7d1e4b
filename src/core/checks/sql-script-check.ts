/**
 * Checks that play a scene: sessions on a copy of the learner's data do one thing after the other, wait for each
 * other where the server makes them, and each step must end as the lab says.
 */
import type { ScriptStep, SqlScriptCheck, TogetherStep } from '../../shared/check-format/sql-script.ts';
import { isCode } from '../../shared/errors.ts';
import type { Evidence, Reason } from '../../shared/verdict.ts';
import type { StatementRefused } from '../services/script-session.ts';
import type { PresentCopy } from '../services/service.ts';
import type { CheckTools } from './check-context.ts';
import { readLearnerFile } from './learner-file.ts';
import { labFault, message, notYet, PASSED, type NotYet, type Outcome } from './outcome.ts';
import { scriptFiles } from './script-files.ts';
import { judgeStep, refusalFits } from './script-judgement.ts';
import { hasWaited, isFinished, ScriptStage, type Work } from './script-stage.ts';
import { scriptText } from './script-text.ts';
import { ScriptTimeline } from './script-timeline.ts';
import { dialectOf, type SqlDialect } from './sql-dialect.ts';

/** What is wrong with a step. */
export interface StepFault {
  reason: Reason;
  /** What was expected, in words. */
  expected: string;
  /** Beyond the timeline, e.g. two sets of rows. */
  evidence?: Evidence;
}

/** @throws BackbenchError SERVICE_UNREACHABLE; the signal's reason */
export async function checkSqlScript(check: SqlScriptCheck, tools: CheckTools): Promise<Outcome> {
  const dialect = dialectOf(check.service, tools.context);
  const texts = new Map<string, string>();
  for (const path of scriptFiles(check)) {
    const file = await readLearnerFile(path, tools);
    if ('verdict' in file) return file;
    const unreadable = unreadableFile(dialect, path, file.text);
    if (unreadable !== null) return unreadable;
    texts.set(path, file.text);
  }
  const driver = tools.context.drivers.get(check.service);
  if (driver?.presentCopy === undefined) return labFault(`The service "${check.service}" can't be copied for a script.`);
  let copy: PresentCopy;
  try {
    copy = await driver.presentCopy(tools.signal);
  } catch (error) {
    if (!dialect.isLocked(error)) throw error;
    return notYet('query-timeout', [message(dialect.name, `${error.message}. A session of yours keeps a table locked. End its transaction with COMMIT or ROLLBACK.`)]);
  }
  const limit = AbortSignal.timeout(tools.deadlineMs);
  const stage = new ScriptStage(copy, dialect, AbortSignal.any([tools.signal, limit]));
  const scene = new Scene(check, tools, stage, { dialect, copy, texts });
  try {
    return await scene.play();
  } catch (error) {
    if (!limit.aborted || tools.signal.aborted) throw error;
    return scene.outcome({ reason: 'query-timeout', expected: 'an end within the time of this check' }, null);
  } finally {
    await copy.dispose().catch((error: unknown) => { tools.context.onWarning?.(`a copy of the data could not be removed: ${String(error)}`); });
    await stage.close();
  }
}

function unreadableFile(dialect: SqlDialect, path: string, text: string): NotYet | null {
  try {
    return dialect.statements(text).length === 0 ? notYet('file-empty', [], { source: text }) : null;
  } catch (error) {
    if (!isCode(error, 'QUERY_UNREADABLE')) throw error;
    return notYet('query-unreadable', [message(path, error.details.message)], { source: text });
  }
}

/** One performance of a script. */
class Scene {
  readonly #check: SqlScriptCheck;
  readonly #tools: CheckTools;
  readonly #stage: ScriptStage;
  readonly #dialect: SqlDialect;
  readonly #copy: PresentCopy;
  readonly #texts: ReadonlyMap<string, string>;
  /** What sessions waited with until their own limit, before the step at which they go on. */
  readonly #gaveUp = new Map<string, Work>();
  readonly #timeline = new ScriptTimeline();

  constructor(
    check: SqlScriptCheck, tools: CheckTools, stage: ScriptStage,
    { dialect, copy, texts }: { dialect: SqlDialect; copy: PresentCopy; texts: ReadonlyMap<string, string> },
  ) {
    this.#check = check;
    this.#tools = tools;
    this.#stage = stage;
    this.#dialect = dialect;
    this.#copy = copy;
    this.#texts = texts;
  }

  async play(): Promise<Outcome> {
    for (const step of this.#check.steps) {
      const outcome = 'together' in step ? await this.#together(step) : await this.#single(step);
      if (outcome !== null) return outcome;
    }
    return PASSED;
  }

  /** @param session where it went wrong; null when that is nobody's in particular */
  outcome(fault: StepFault, session: string | null): Outcome {
    if (session !== null) this.#timeline.mark(session, fault.expected);
    const sources = [...this.#texts.values()];
    return notYet(fault.reason, [this.#timeline.evidence(), ...(fault.evidence === undefined ? [] : [fault.evidence])], {
      got: scriptText(this.#timeline.events), ...(sources.length === 0 ? {} : { source: sources.join('\n') }),
    });
  }

  async #single(step: ScriptStep): Promise<Outcome | null> {
    const work = step.continues === true ? this.#stage.unfinished(step.session) ?? this.#gaveUp.get(step.session) ?? null : this.#begin(step.session, step.sql, step.file);
    if (work === null) return labFault(`In the check "${this.#check.id}" the session "${step.session}" has nothing to go on with.`);
    const ended = await this.#stage.finish(work);
    await this.#tell(work);
    this.#gaveUp.delete(step.session);
    if (step.expect?.waits === true && ended && hasWaited(work)) {
      this.#gaveUp.set(step.session, work);
      return null;
    }
    const fault = this.#authorsFault(work) ?? await judgeStep(step, work, ended, {
      check: this.#check, endpoint: this.#copy.endpoint, ask: this.#dialect.ask, tools: this.#tools,
    });
    if (fault === null) return null;
    return 'verdict' in fault ? fault : this.outcome(fault, step.session);
  }

  /** In turn, a statement each; who waits is asked again after every statement of another. */
  async #together({ together, mayFail }: TogetherStep): Promise<Outcome | null> {
    const works = together.map(({ session, sql, file }) => this.#begin(session, sql, file));
    for (let moved = true; moved;) {
      moved = false;
      for (const work of works) {
        if (isFinished(work)) continue;
        const before = work.results.length;
        await this.#stage.advance(work);
        await this.#tell(work);
        if (work.results.length === before) continue;
        moved = true;
        // As a program would whose statement fails: nothing more, and no transaction left open.
        if (refusalOf(work) !== null) await this.#stage.rollBack(work.session);
      }
    }
    const waiting = works.find((work) => !isFinished(work));
    if (waiting !== undefined) return this.outcome({ reason: 'step-waits', expected: 'that it comes to an end' }, waiting.session);
    const failed = works.filter((work) => refusalOf(work) !== null);
    const isAllowed = (refusal: StatementRefused | null): boolean => mayFail !== undefined && refusal !== null && refusalFits(mayFail, refusal);
    const wrong = failed.find((work) => !isAllowed(refusalOf(work))) ?? failed[mayFail?.sessions ?? 0];
    if (wrong === undefined) return null;
    return this.#authorsFault(wrong) ?? this.outcome({ reason: 'step-refused', expected: 'that it is not refused' }, wrong.session);
  }

  #begin(session: string, sql: string | undefined, file: string | undefined): Work {
    const source = file === undefined ? sql ?? '' : this.#texts.get(file) ?? '';
    return this.#stage.begin(session, this.#dialect.statements(source), file ?? null, source);
  }

  async #tell(work: Work): Promise<void> {
    this.#timeline.tell(work, isFinished(work) ? [] : await this.#stage.waitsFor(work.session));
  }

  /** A statement of the author that the server can't even read is no fault of the learner. */
  #authorsFault(work: Work): Outcome | null {
    const refusal = refusalOf(work);
    if (work.file !== null || refusal?.isSyntaxError !== true) return null;
    return labFault(`A statement of the check "${this.#check.id}" can't be read: ${refusal.message}`);
  }
}

/** Why a session's last statement was refused; null when it was not. */
function refusalOf(work: Work): StatementRefused | null {
  const last = work.results.at(-1);
  return last === undefined || last.ok ? null : last;
}
