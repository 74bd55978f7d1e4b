/**
 * One statement, run in one round trip with a limit on its rows: the server stops at the limit by itself,
 * so that a table of a million rows costs no memory here. Cells are the server's own text.
 *
 * It uses the same hooks of pg's Connection that pg-cursor uses. pg-cursor itself needs a round trip per
 * message and keeps only the first word of the command's tag.
 */
import type { Client, Connection, Submittable } from 'pg';

/** More than this in one result is no use on a screen: reading stops, whatever the number of rows. */
const RESULT_LIMIT_BYTES = 32 * 1024 * 1024;

export interface Field {
  name: string;
  dataTypeID: number;
  dataTypeModifier: number;
}

export interface BoundedResult {
  /** Empty for a statement that returns no rows. */
  fields: Field[];
  rows: (string | null)[][];
  /** True when there were more rows than the limit. */
  cut: boolean;
  /** The command tag, such as `UPDATE 3` or `CREATE TABLE`; empty when the rows were cut. */
  tag: string;
  /** What COPY … TO STDOUT sent; null for every other statement. */
  copied: string | null;
}

/** The parts of pg's messages that are read here. */
interface RowDescription { fields: Field[] }
interface DataRow { fields: (string | null)[] }
interface CommandComplete { text: string }
interface CopyData { chunk: Uint8Array }
interface CopyingConnection extends Connection { sendCopyFail(message: string): void }

/**
 * @param client connected and idle
 * @param text a single statement
 * @param maxRows rows to read at most; at least 1
 * @throws the server's error
 */
export function runBounded(client: Client, text: string, maxRows: number): Promise<BoundedResult> {
  return new Promise((resolve, reject) => { client.query(new BoundedStatement(text, maxRows, resolve, reject)); });
}

class BoundedStatement implements Submittable {
  readonly #text: string;
  readonly #maxRows: number;
  readonly #resolve: (result: BoundedResult) => void;
  readonly #reject: (error: Error) => void;
  readonly #result: BoundedResult = { fields: [], rows: [], cut: false, tag: '', copied: null };
  readonly #chunks: Uint8Array[] = [];
  #bytes = 0;

  constructor(text: string, maxRows: number, resolve: (result: BoundedResult) => void, reject: (error: Error) => void) {
    this.#text = text;
    this.#maxRows = maxRows;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  submit(connection: Connection): void {
    connection.parse({ name: '', text: this.#text, types: [] }, true);
    connection.bind({ portal: '', statement: '', values: [] }, true);
    connection.describe({ type: 'P', name: '' }, true);
    // One row more than wanted tells whether there are more.
    connection.execute({ portal: '', rows: String(this.#maxRows + 1) }, true);
    // Ends the statement, and with it what is left of its rows.
    connection.sync();
  }

  handleRowDescription(message: RowDescription): void {
    this.#result.fields = message.fields.map(({ name, dataTypeID, dataTypeModifier }) => ({ name, dataTypeID, dataTypeModifier }));
  }

  handleDataRow(message: DataRow): void {
    for (const cell of message.fields) this.#bytes += cell?.length ?? 0;
    if (this.#result.rows.length >= this.#maxRows || this.#bytes > RESULT_LIMIT_BYTES) this.#result.cut = true;
    else this.#result.rows.push(message.fields);
  }

  handlePortalSuspended(): void {
    this.#result.cut = true;
  }

  handleCommandComplete(message: CommandComplete): void {
    this.#result.tag = message.text;
  }

  handleEmptyQuery(): void {
    this.#result.tag = '';
  }

  handleCopyInResponse(connection: CopyingConnection): void {
    connection.sendCopyFail('the data of COPY … FROM STDIN must follow it, up to a line with \\.');
    connection.sync();
  }

  handleCopyData(message: CopyData): void {
    this.#result.copied = '';
    this.#bytes += message.chunk.length;
    if (this.#bytes > RESULT_LIMIT_BYTES) this.#result.cut = true;
    else this.#chunks.push(message.chunk);
  }

  handleError(error: Error): void {
    this.#reject(error);
  }

  handleReadyForQuery(): void {
    if (this.#result.copied !== null) this.#result.copied = Buffer.concat(this.#chunks).toString('utf8');
    this.#resolve(this.#result);
  }
}
