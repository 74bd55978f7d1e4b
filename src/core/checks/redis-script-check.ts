/**
 * Checks of the learner's Lua scripts: steps run one after the other in an empty database, replies matched.
 * The evidence is the transcript, as redis-cli would show it.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { RedisScriptCheck, RedisScriptStep } from '../../shared/check-format/redis-script.ts';
import type { Evidence } from '../../shared/verdict.ts';
import type { Endpoint } from '../engines/engine.ts';
import { withRedis } from '../services/redis/connection.ts';
import { listen, type Listener } from '../services/redis/listen.ts';
import { isErrorReply, replyOf, shownReply, type RedisReply } from '../services/redis/reply-of.ts';
import { inScratchDatabase } from '../services/redis/scratch-database.ts';
import { hasPattern } from './author-pattern.ts';
import type { CheckTools } from './check-context.ts';
import { BUSY_AFTER_MS } from './extra-time.ts';
import { readLearnerFile } from './learner-file.ts';
import { findDifference } from './match.ts';
import { labFault, message, notYet, PASSED, type Outcome } from './outcome.ts';
import { fillTemplate, fillText } from './template.ts';
import { writtenValue } from './written-value.ts';

/** Lines of one reply that are shown. */
const MAX_LINES = 20;
/** How long the messages of a publish may take to arrive on this machine, in milliseconds. */
const MESSAGES_MS = 500;

/** @throws BackbenchError SERVICE_UNREACHABLE; the signal's reason */
export async function checkRedisScript(check: RedisScriptCheck, tools: CheckTools): Promise<Outcome> {
  const scripts = new Map<string, string>();
  for (const path of new Set(check.steps.flatMap((step) => step.eval ?? []))) {
    const file = await readLearnerFile(path, tools);
    if ('verdict' in file) return file;
    if (withoutComments(file.text) === '') return notYet('file-empty', [message(path, 'There is no script in this file yet.')], { source: file.text });
    scripts.set(path, file.text);
  }
  return inScratchDatabase(tools.endpoint(check.service), tools.signal, async (scratch) => {
    const run = new ScriptRun(check, scripts, scratch, tools);
    try {
      return await run.outcome();
    } finally {
      await run.dispose();
    }
  });
}

/** Lua's comments are `--` to the end of the line and `--[[ … ]]`. */
function withoutComments(text: string): string {
  return text.replace(/--\[\[[\s\S]*?\]\]/g, '').replace(/--.*$/gm, '').trim();
}

class ScriptRun {
  readonly #check: RedisScriptCheck;
  readonly #scripts: ReadonlyMap<string, string>;
  readonly #scratch: Endpoint;
  readonly #tools: CheckTools;
  readonly #captured = new Map<string, unknown>();
  readonly #listeners = new Map<string, Listener>();
  readonly #transcript: string[] = [];

  constructor(check: RedisScriptCheck, scripts: ReadonlyMap<string, string>, scratch: Endpoint, tools: CheckTools) {
    this.#check = check;
    this.#scripts = scripts;
    this.#scratch = scratch;
    this.#tools = tools;
  }

  async outcome(): Promise<Outcome> {
    const source = [...this.#scripts.values()].join('\n');
    const hasRun = new Set<string>();
    for (const step of this.#check.steps) {
      if (step.waitMs !== undefined) await wait(step.waitMs, undefined, { signal: this.#tools.signal });
      if (step.eval !== undefined) hasRun.add(step.eval);
      const reply = await this.#act(step);
      if (reply === undefined) return this.#tooLong(step, source);
      this.#transcript.push(`# ${step.name}`, `> ${this.#written(step)}`, shownReply(reply, MAX_LINES));
      if (isErrorReply(reply)) {
        if (step.error !== undefined && hasPattern(step.error, 'i', reply.error)) continue;
        // Before any script of the learner has run, nothing but the lab itself can be at fault.
        if (hasRun.size === 0) return labFault(`The command ${(step.run ?? []).join(' ')} failed: ${reply.error}`);
        return notYet('query-failed', [message(step.eval ?? this.#written(step), reply.error), this.#evidence()], { source, got: reply.error });
      }
      if (step.error !== undefined) {
        const got = JSON.stringify(reply);
        return notYet('value-differs', [{ kind: 'value', path: step.name, expected: `an error: ${step.error}`, got }, this.#evidence()], { source, got });
      }
      if (step.capture !== undefined) this.#captured.set(step.capture, reply);
      if (step.expect === undefined) continue;
      const difference = findDifference(reply, fillTemplate(step.expect, this.#captured));
      if (difference === null) continue;
      const at = difference.path === '$' ? step.name : `${step.name}: ${difference.path}`;
      const value: Evidence = { kind: 'value', path: at, expected: difference.expected, got: writtenValue(difference.got) };
      return notYet('value-differs', [value, this.#evidence()], { source, got: `${step.name}\n${JSON.stringify(reply)}` });
    }
    return PASSED;
  }

  async dispose(): Promise<void> {
    await Promise.all([...this.#listeners.values()].map((listener) => listener.dispose()));
  }

  /** @returns the reply, or undefined when none came before the deadline */
  async #act(step: RedisScriptStep): Promise<RedisReply | undefined> {
    if (step.subscribe !== undefined) {
      this.#listeners.set(step.subscribe, await listen(this.#scratch, step.subscribe, this.#tools.signal));
      return 'OK';
    }
    if (step.received !== undefined) {
      return await this.#listeners.get(step.received)?.taken(MESSAGES_MS) ?? [];
    }
    try {
      return await replyOf(this.#scratch, this.#command(step), { timeoutMs: this.#tools.deadlineMs, signal: this.#tools.signal });
    } catch (error) {
      this.#tools.signal.throwIfAborted();
      if (error instanceof Error && error.name === 'TimeoutError') return undefined;
      throw error;
    }
  }

  #command(step: RedisScriptStep): string[] {
    const filled = (words: readonly string[]): string[] => words.map((word) => fillText(word, this.#captured));
    if (step.eval === undefined) return filled(step.run ?? []);
    return ['EVAL', this.#scripts.get(step.eval) ?? '', String(step.keys.length), ...filled(step.keys), ...filled(step.args)];
  }

  /** The step as a person would type it; a script by its file's name, as in `redis-cli --eval`. */
  #written(step: RedisScriptStep): string {
    if (step.subscribe !== undefined) return `SUBSCRIBE ${step.subscribe}`;
    if (step.received !== undefined) return `messages on ${step.received}`;
    const filled = (words: readonly string[]): string => words.map((word) => fillText(word, this.#captured)).map((word) => (/^[\w:.-]+$/.test(word) ? word : JSON.stringify(word))).join(' ');
    return step.eval === undefined ? filled(step.run ?? []) : `--eval ${step.eval} ${filled(step.keys)} , ${filled(step.args)}`.trim();
  }

  #evidence(): Evidence {
    return { kind: 'log', source: 'Redis', lines: this.#transcript.flatMap((text) => text.split('\n')) };
  }

  /** A script that does not end holds up the whole server: it is ended, by force if it has written already. */
  async #tooLong(step: RedisScriptStep, source: string): Promise<Outcome> {
    const { context, signal } = this.#tools;
    await wait(Math.max(0, BUSY_AFTER_MS - this.#tools.deadlineMs), undefined, { signal });
    const killed = await withRedis({ ...this.#scratch, database: '0' }, { signal }, ({ send }) => send(['SCRIPT', 'KILL'])).then(() => true, () => false);
    if (!killed) await context.repair?.(this.#check.service);
    signal.throwIfAborted();
    const text = `The script ran for ${String(this.#tools.deadlineMs / 1000)} s without an end and was stopped. While a script runs, Redis answers nobody else.`;
    return notYet('query-timeout', [message(step.eval ?? this.#written(step), text), this.#evidence()], { source, got: text });
  }
}
