/** A text in the mongo shell's language, once read: what may be said, as data. Made by expression-reader.ts. */

export type Expression =
  /** null, boolean, number, string. */
  | { kind: 'constant'; value: unknown }
  | { kind: 'regex'; pattern: string; flags: string }
  | { kind: 'object'; entries: { key: string; value: Expression }[] }
  | { kind: 'array'; items: Expression[] }
  | { kind: 'variable'; name: string }
  /** `ObjectId('…')`, `new Date()`: a value of a BSON type. `type` is a key of MAKERS. */
  | { kind: 'make'; type: string; args: Expression[] }
  | { kind: 'arithmetic'; operator: '+' | '-' | '*' | '/' | '%'; left: Expression; right: Expression }
  | { kind: 'not'; value: Expression }
  /** A field of a document or an element of a list. */
  | { kind: 'member'; of: Expression; name: Expression }
  | { kind: 'database' }
  | { kind: 'collection'; name: Expression }
  | { kind: 'call'; on: Target; of: Expression; method: string; args: Expression[] };

/** What a method is called on; each has its own table of methods in methods.ts. */
export type Target = 'database' | 'collection' | 'cursor' | 'aggregation' | 'explainable';

/** `start`: where it begins in the text, in UTF-16 units from 0. */
export type Statement =
  | { kind: 'declare'; start: number; name: string; value: Expression }
  | { kind: 'evaluate'; start: number; value: Expression };

export interface MongoProgram {
  /** In order; the value of the last one is the program's. */
  statements: Statement[];
  /** True when nothing in it changes data. Decided before anything runs. */
  readsOnly: boolean;
  /** What it calls that changes data, as written: `db.orders.insertOne`. */
  writes: string[];
}
