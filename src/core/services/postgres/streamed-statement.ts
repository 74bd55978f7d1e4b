/**
 * One statement whose rows come in batches: the server is asked for the next batch when the last one was taken, so
 * that a result of any size costs the memory of one batch. Cells are the server's own text.
 *
 * It uses the same hooks of pg's Connection as bounded-statement.ts.
 */
import type { Client, Connection, Submittable } from 'pg';
import type { Field } from './bounded-statement.ts';

/** Small at first, so that the first rows are seen at once. */
const FIRST_BATCH_ROWS = 200;
const MOST_BATCH_ROWS = 2_000;
/** About what a batch may hold; rows of many or long columns come in smaller batches. */
const BATCH_BYTES = 1024 * 1024;
/** What COPY … TO STDOUT may print into a panel. */
const COPY_LIMIT_BYTES = 32 * 1024 * 1024;

export interface BatchTaker {
  fields(fields: readonly Field[]): void;
  /** @returns false when no more rows are wanted */
  rows(rows: (string | null)[][]): Promise<boolean>;
}

export interface StreamedResult {
  fields: FieldOfTable[];
  cut: boolean;
  /** The command tag; empty when the rows were cut. */
  tag: string;
  copied: string | null;
}

/** A field with the numbers of the table and column that it comes from; 0 for an expression. */
export interface FieldOfTable extends Field {
  tableID: number;
  columnID: number;
}

/** The parts of pg's messages that are read here. */
interface RowDescription { fields: FieldOfTable[] }
interface DataRow { fields: (string | null)[] }
interface CommandComplete { text: string }
interface CopyData { chunk: Uint8Array }
interface CopyingConnection extends Connection { sendCopyFail(message: string): void }

/**
 * @param client connected and idle
 * @param text a single statement
 * @throws the server's error; what the taker throws
 */
export function runStreamed(client: Client, text: string, taker: BatchTaker): Promise<StreamedResult> {
  return new Promise((resolve, reject) => { client.query(new StreamedStatement(text, taker, resolve, reject)); });
}

class StreamedStatement implements Submittable {
  readonly #text: string;
  readonly #taker: BatchTaker;
  readonly #resolve: (result: StreamedResult) => void;
  readonly #reject: (error: Error) => void;
  readonly #result: StreamedResult = { fields: [], cut: false, tag: '', copied: null };
  readonly #chunks: Uint8Array[] = [];
  #connection: Connection | null = null;
  #batch: (string | null)[][] = [];
  #bytes = 0;
  #copiedBytes = 0;
  #nextRows = FIRST_BATCH_ROWS;
  /** What the taker still does. */
  #taking: Promise<boolean> = Promise.resolve(true);

  constructor(text: string, taker: BatchTaker, resolve: (result: StreamedResult) => void, reject: (error: Error) => void) {
    this.#text = text;
    this.#taker = taker;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  submit(connection: Connection): void {
    this.#connection = connection;
    connection.parse({ name: '', text: this.#text, types: [] }, true);
    connection.bind({ portal: '', statement: '', values: [] }, true);
    connection.describe({ type: 'P', name: '' }, true);
    this.#execute();
  }

  handleRowDescription(message: RowDescription): void {
    this.#result.fields = message.fields.map(({ name, dataTypeID, dataTypeModifier, tableID, columnID }) => ({ name, dataTypeID, dataTypeModifier, tableID, columnID }));
    this.#taker.fields(this.#result.fields);
  }

  handleDataRow(message: DataRow): void {
    for (const cell of message.fields) this.#bytes += cell?.length ?? 0;
    this.#batch.push(message.fields);
  }

  handlePortalSuspended(): void {
    const rows = this.#batch.length;
    if (rows > 0) this.#nextRows = Math.max(1, Math.min(MOST_BATCH_ROWS, Math.round((BATCH_BYTES * rows) / Math.max(1, this.#bytes))));
    this.#give().then((more) => {
      if (more) this.#execute();
      else {
        this.#result.cut = true;
        this.#connection?.sync();
      }
    }, (error: unknown) => {
      this.#connection?.sync();
      this.#reject(error as Error);
    });
  }

  handleCommandComplete(message: CommandComplete): void {
    this.#result.tag = message.text;
    void this.#give().catch(() => undefined);
    this.#connection?.sync();
  }

  handleEmptyQuery(): void {
    this.#connection?.sync();
  }

  handleCopyInResponse(connection: CopyingConnection): void {
    connection.sendCopyFail('the data of COPY … FROM STDIN must follow it, up to a line with \\.');
  }

  handleCopyData(message: CopyData): void {
    this.#result.copied = '';
    this.#copiedBytes += message.chunk.length;
    if (this.#copiedBytes > COPY_LIMIT_BYTES) this.#result.cut = true;
    else this.#chunks.push(message.chunk);
  }

  handleError(error: Error): void {
    // Until this, the server passes over everything.
    this.#connection?.sync();
    this.#reject(error);
  }

  handleReadyForQuery(): void {
    if (this.#result.copied !== null) this.#result.copied = Buffer.concat(this.#chunks).toString('utf8');
    this.#taking.then(() => { this.#resolve(this.#result); }, this.#reject);
  }

  #execute(): void {
    this.#connection?.execute({ portal: '', rows: String(this.#nextRows) }, true);
    this.#connection?.flush();
  }

  /** Hands the batch over, after the one before it. */
  #give(): Promise<boolean> {
    const batch = this.#batch;
    this.#batch = [];
    this.#bytes = 0;
    if (batch.length > 0) this.#taking = this.#taking.then(() => this.#taker.rows(batch));
    return this.#taking;
  }
}
