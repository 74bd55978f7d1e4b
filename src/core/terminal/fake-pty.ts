/** A PtyStream for tests that is played by hand: what the shell prints is said by the test. */
import type { PtyStream } from '../engines/engine.ts';

export class FakePty implements PtyStream {
  readonly written: string[] = [];
  readonly sizes: [number, number][] = [];
  paused = false;
  pauses = 0;
  resumes = 0;
  disposed = 0;
  /** Set to false for a shell that does not end when it is told to. */
  endsOnDispose = true;
  readonly #data = new Set<(bytes: Uint8Array) => void>();
  readonly #exit = new Set<(exitCode: number | null) => void>();

  onData(listener: (bytes: Uint8Array) => void): () => void {
    this.#data.add(listener);
    return () => void this.#data.delete(listener);
  }

  onExit(listener: (exitCode: number | null) => void): () => void {
    this.#exit.add(listener);
    return () => void this.#exit.delete(listener);
  }

  write(data: string): void {
    this.written.push(data);
  }

  pause(): void {
    this.paused = true;
    this.pauses += 1;
  }

  resume(): void {
    this.paused = false;
    this.resumes += 1;
  }

  resize(cols: number, rows: number): void {
    this.sizes.push([cols, rows]);
  }

  dispose(): Promise<void> {
    this.disposed += 1;
    if (!this.endsOnDispose) return new Promise(() => {});
    this.exit(0);
    return Promise.resolve();
  }

  /** The shell prints. */
  print(output: string | Uint8Array): void {
    const bytes = typeof output === 'string' ? new TextEncoder().encode(output) : output;
    for (const listener of this.#data) listener(bytes);
  }

  /** The shell ends. */
  exit(exitCode: number | null): void {
    for (const listener of [...this.#exit]) listener(exitCode);
  }

  get listeners(): number {
    return this.#data.size + this.#exit.size;
  }
}
