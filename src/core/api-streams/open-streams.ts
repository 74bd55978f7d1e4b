/** The streams that are open in the API client, by the names under which the window sends to them and confirms what it drew. */
import { BackbenchError } from '../../shared/errors.ts';

export interface OpenStream {
  /** @throws BackbenchError API_STREAM_CLOSED where nothing can be sent */
  send(text: string): Promise<void>;
  confirm(): void;
  /** Ends the connection; the log goes on to its last line. */
  close(): void;
}

export class OpenStreams {
  readonly #streams = new Map<string, OpenStream>();

  add(name: string, stream: OpenStream): () => void {
    this.#streams.set(name, stream);
    return () => this.#streams.delete(name);
  }

  /** @throws BackbenchError API_STREAM_CLOSED */
  of(name: string): OpenStream {
    const stream = this.#streams.get(name);
    if (stream === undefined) throw new BackbenchError('API_STREAM_CLOSED', {});
    return stream;
  }
}
