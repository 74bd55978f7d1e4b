/** Reads the daemon's streams of JSON lines: builds, pulls, imports. */
import type { DaemonMessage } from './build-progress.ts';

/**
 * The messages of a stream, as they come. Ends with the stream.
 * @param idleMs longest silence, in milliseconds
 * @throws the signal's reason when it fires; an Error when the stream breaks or stays silent for too long
 */
export async function* daemonMessages(
  stream: NodeJS.ReadableStream, { signal, idleMs }: { signal: AbortSignal; idleMs: number },
): AsyncGenerator<DaemonMessage, void, void> {
  const destroy = (error: Error) => (stream as NodeJS.ReadableStream & { destroy(error: Error): void }).destroy(error);
  const silent = () => destroy(new Error(`the daemon said nothing for ${Math.round(idleMs / 1000)} seconds`));
  const aborted = () => destroy(new Error('aborted'));
  let timer = setTimeout(silent, idleMs);
  signal.addEventListener('abort', aborted, { once: true });
  if (signal.aborted) aborted();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for await (const chunk of stream) {
      clearTimeout(timer);
      timer = setTimeout(silent, idleMs);
      rest += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
      const lines = rest.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) yield* parse(line);
    }
    yield* parse(rest);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', aborted);
  }
  signal.throwIfAborted();
}

function* parse(line: string): Generator<DaemonMessage, void, void> {
  if (line.trim() === '') return;
  const message: unknown = JSON.parse(line);
  if (typeof message === 'object' && message !== null) yield message;
}
