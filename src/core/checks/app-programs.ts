/** The app of a lab under check: its own program, and those that run beside it, such as a worker or a second instance. */
import type { AppSpec } from '../../shared/lab-format.ts';
import { MAIN } from '../../shared/lab-variants.ts';
import type { Evidence } from '../../shared/verdict.ts';
import type { CheckContext } from './check-context.ts';
import { exitedOutcome, logEvidence, runProgram, startApp, type RunningApp } from './app-process.ts';
import type { NotYet } from './outcome.ts';

export interface AppProgramsOptions {
  app: AppSpec;
  context: CheckContext;
  /** By service id: the copies that the programs work on. */
  databases: ReadonlyMap<string, string>;
  /** Programs beside the app that must listen on their port before they count as started. */
  addressed: ReadonlySet<string>;
  signal: AbortSignal;
}

export class AppPrograms {
  readonly #options: AppProgramsOptions;
  readonly #running = new Map<string, RunningApp>();

  constructor(options: AppProgramsOptions) {
    this.#options = options;
  }

  /** Starts all programs side by side, those that run first ended. @returns why one did not start, or null */
  async startAll(): Promise<NotYet | null> {
    await this.dispose();
    const names = [MAIN, ...Object.keys(this.#options.app.beside)];
    const starts = await Promise.allSettled(names.map((name) => this.start(name)));
    // Only when each start has come to its end: a program that starts after dispose would run on.
    const failed = starts.find((each) => each.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    return starts.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : [])).find((failure) => failure !== null) ?? null;
  }

  /** @returns why it did not start, or null */
  async start(name: string): Promise<NotYet | null> {
    const { app, context, databases, addressed, signal } = this.#options;
    const command = this.#command(name);
    const started = name === MAIN || addressed.has(name)
      ? await startApp({ ...app, command }, databases, context, signal)
      : await runProgram({ ...app, command }, databases, context, signal);
    if ('verdict' in started) return started;
    this.#running.set(name, started.app);
    return null;
  }

  /** Ends a program at once, as a cut of the power would. */
  async kill(name: string): Promise<void> {
    const program = this.#running.get(name);
    this.#running.delete(name);
    await program?.process.kill();
  }

  /** @throws Error for a program that does not run: a check is refused in which that can happen */
  get(name: string): RunningApp {
    const program = this.#running.get(name);
    if (program === undefined) throw new Error(`the program ${name} is not running`);
    return program;
  }

  /** How a program is called where it is shown. */
  spec(name: string): { command: string[] } {
    return { command: this.#command(name) };
  }

  /** Whether any program has ended by itself. */
  hasEnded(): boolean {
    return [...this.#running.values()].some((program) => program.ended() !== null);
  }

  /** What the programs beside the app have to say when something goes wrong: how they ended, their last lines. */
  besideEvidence(): Evidence[] {
    return [...this.#running].filter(([name]) => name !== MAIN).flatMap(([name, program]) =>
      (program.ended() === null ? logEvidence(this.spec(name), program) : exitedOutcome(this.spec(name), program).evidence));
  }

  async dispose(): Promise<void> {
    const programs = [...this.#running.values()];
    this.#running.clear();
    await Promise.all(programs.map((program) => program.process.dispose()));
  }

  #command(name: string): string[] {
    const { app } = this.#options;
    const command = name === MAIN ? app.command : app.beside[name];
    if (command === undefined) throw new Error(`the lab has no program ${name}`);
    return command;
  }
}
