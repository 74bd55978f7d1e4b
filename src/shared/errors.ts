/**
 * Every error that may cross a boundary: a code with details, never prose.
 * The words for each code are in messages.ts; the recovery buttons are the renderer's.
 */

/** A place that was tried and what it answered. Used wherever something was looked for and not found. */
export interface Attempt {
  /** What was tried, as a person would recognise it: a socket path, a URL, a command. */
  place: string;
  /** Why this place was looked at: an environment variable, the current context, a known location. */
  source: string;
  /** What came of it, in the words of the system or the server. */
  outcome: string;
}

/** The details that go with each code. The keys of this interface are the codes. */
export interface ErrorDetails {
  // engines
  DOCKER_NOT_FOUND: { attempts: Attempt[] };
  DOCKER_PERMISSION: { place: string; attempts: Attempt[] };
  DOCKER_TIMEOUT: { place: string; afterMs: number };
  DOCKER_FAILED: { operation: string; reason: string };
  /** Every address range that Docker keeps for networks is in use. */
  DOCKER_NO_ADDRESSES: { reason: string };
  IMAGE_UNKNOWN: { image: string; known: string[] };
  IMAGE_MISSING: { service: string; image: string };
  IMAGE_BASE_MISSING: { reason: string };
  IMAGE_BUILD_FAILED: { image: string; reason: string; log: string[] };
  /** The libraries of a stack could not be got: `log` has the last lines of the package manager. */
  LIBRARIES_FAILED: { stack: string; reason: string; log: string[] };
  STACK_UNKNOWN: { stack: string; known: string[] };
  BINARY_MISSING: { service: string; attempts: Attempt[] };
  /** A program or library of the lab's shell. `found`: the version that is there and too old; null when none is. */
  TOOL_MISSING: { tool: string; found: string | null; needs: string | null; platform: string };
  ENGINE_UNAVAILABLE: { lab: string; engines: { engine: string; missing: { code: string; details: Record<string, unknown> }[] }[] };
  ENGINE_NOT_SUPPORTED: { lab: string; engine: string; needs: string };
  MEMORY_LIMIT: { lab: string; needsMb: number; limitMb: number };
  /** Labs that run already leave too little of the limit. `profile`: whose it is; null for one's own, which another process runs. */
  MEMORY_HELD: { lab: string; needsMb: number; limitMb: number; held: { profile: string | null; lab: string; memoryMb: number }[] };
  RUNS_AS_ROOT: { service: string };
  // services
  SERVICE_START_TIMEOUT: { service: string; afterMs: number; log: string[] };
  SERVICE_EXITED: { service: string; exitCode: number | null; signal: string | null; log: string[] };
  SERVICE_UNREACHABLE: { service: string; reason: string; log: string[] };
  SERVICE_SEED_FAILED: { service: string; file: string; reason: string };
  SERVICE_UNKNOWN: { service: string };
  /** `obstacle`: why it can't be brought here, see shared/faults.ts; null when the lab has no such fault for this service. */
  FAULT_UNAVAILABLE: { service: string; fault: string; obstacle: string | null };
  FAULT_FAILED: { service: string; fault: string; reason: string };
  PORT_TAKEN: { service: string; port: number };
  // the administrator's policy
  POLICY_INVALID: { path: string; problems: string[] };
  /** `what`: engine, updates, or the room of the local network. */
  SET_BY_ADMINISTRATOR: { what: 'engine' | 'updates' | 'room'; path: string };
  // labs
  LABS_FOLDER_UNUSABLE: { path: string; reason: string };
  LAB_NOT_FOUND: { lab: string; known: string[] };
  LAB_INVALID: { lab: string; problems: LabProblem[] };
  VARIANT_NOT_CHOSEN: { lab: string; known: string[] };
  VARIANT_UNKNOWN: { lab: string; variant: string; known: string[] };
  STEP_NOT_FOUND: { lab: string; step: string };
  CHECK_NOT_FOUND: { lab: string; check: string };
  SESSION_NOT_OPEN: { lab: string };
  SESSION_BUSY: { lab: string; doing: string };
  NOTHING_TO_UNDO: { lab: string };
  CHECKPOINT_UNKNOWN: { lab: string; checkpoint: number };
  CHECKPOINT_DAMAGED: { name: string; reason: string };
  /** A restore was cut short, and the state before could not be brought back yet. */
  RESTORE_UNFINISHED: { lab: string; reason: string };
  NO_MORE_HINTS: { check: string };
  // workspace
  PATH_REFUSED: { path: string; reason: string };
  FILE_NOT_FOUND: { path: string };
  FILE_TOO_LARGE: { path: string; bytes: number; limitBytes: number };
  FILE_CHANGED: { path: string };
  FILE_NOT_TEXT: { path: string };
  // query panel
  QUERY_FAILED: { message: string; position?: number; hint?: string };
  QUERY_UNREADABLE: { message: string; position?: number };
  /** A row that was to be changed is not there any more, or is there more than once; nothing was changed. */
  ROW_GONE: { statement: string };
  /** The server does not take a row as it would be; nothing was changed. `message` is the server's. */
  WRITE_REFUSED: {
    reason: 'unique' | 'not-null' | 'check' | 'refers-to-nothing' | 'referred-to' | 'type' | 'too-large' | 'too-long' | 'computed' | 'not-allowed';
    statement: string;
    message: string;
  };
  // API client
  /** The address is neither on this machine nor a service of the lab. */
  API_ADDRESS_REFUSED: { host: string; url: string };
  /** `reason`: nobody listens, the connection was cut, no answer in time, no HTTP, a certificate that is not trusted, or something else. */
  API_NO_ANSWER: { url: string; reason: 'refused' | 'cut' | 'silent' | 'not-http' | 'tls' | 'other'; message: string };
  API_REQUEST_INVALID: { message: string };
  /** Variables that nobody gave a value. */
  API_VALUES_MISSING: { names: string[] };
  API_FILE_UNREADABLE: { file: string; message: string; line: number | null };
  API_NAME_TAKEN: { name: string };
  /** A document that is to be opened or imported is no OpenAPI 3 document and no Postman collection 2.1. */
  API_DOCUMENT_UNREADABLE: {
    name: string; reason: 'empty' | 'syntax' | 'not-an-object' | 'swagger-2' | 'openapi-version' | 'postman-version' | 'not-openapi' | 'unknown'; message: string; line: number | null;
  };
  /** There is no request in it. */
  API_DOCUMENT_EMPTY: { name: string };
  API_FILE_FULL: { limit: number };
  /** The server answered, but not with what was asked for: a WebSocket, or an event stream. */
  API_STREAM_REFUSED: { url: string; status: number; contentType: string; wanted: 'websocket' | 'events' };
  /** There is no open connection to send on. */
  API_STREAM_CLOSED: Record<string, never>;
  /**
   * Signing in by OAuth came to no code. `state`: the answer is to another sign-in; `denied`: the person said no; `refused`: it says
   * `error`; `silent`: nobody came back in `message` minutes; `redirect`: back at the wrong place, the path `message`, or without a code;
   * `pasted`: an address that doesn't begin with `message`; `port`: the port `error` is taken; `over`: it has ended.
   */
  API_SIGN_IN_FAILED: { reason: 'state' | 'denied' | 'refused' | 'silent' | 'redirect' | 'pasted' | 'port' | 'over'; error: string; message: string };
  /** The token endpoint gave no token that can be used; `error` is its code, or the type of the token. */
  API_TOKEN_REFUSED: { url: string; status: number; reason: 'refused' | 'no-token' | 'token-type'; error: string; body: string };
  // terminal
  TERMINAL_NOT_FOUND: { terminal: string };
  TERMINAL_FAILED: { reason: string };
  // data on this machine
  DISK_FULL: { path: string };
  DATA_FOLDER_UNUSABLE: { path: string; reason: string };
  DATABASE_CORRUPT: { path: string; reason: string };
  DATABASE_NEWER: { path: string; found: number; supported: number };
  MIGRATION_FAILED: { path: string; from: number; to: number; backup: string; reason: string };
  // profiles of a shared machine
  PROFILE_UNKNOWN: { profile: string; known: string[] };
  /** Several share the machine, and nobody was named. */
  PROFILE_NOT_CHOSEN: { known: string[] };
  PROFILE_NAME_UNUSABLE: { name: string; reason: 'empty' | 'long' | 'characters' | 'taken' };
  /** Numbers of digits. */
  PIN_UNUSABLE: { least: number; most: number };
  PIN_WRONG: { waitSeconds: number };
  /** Too many wrong PINs: no try counts before that. */
  PIN_WAIT: { waitSeconds: number };
  // progress that goes from one machine to another
  /** A file or folder that a person named, outside the workspace. */
  PLACE_NOT_FOUND: { path: string };
  /** Where a person said that something is to be written. */
  PLACE_NOT_WRITABLE: { path: string; reason: string };
  PROGRESS_FILE_UNREADABLE: { file: string; reason: string };
  /** The file is not what its key signed. */
  PROGRESS_SIGNATURE_WRONG: { file: string };
  /** No learner of the class has that name, or several begin so. */
  LEARNER_UNKNOWN: { learner: string; known: string[] };
  /** Natively, a learner's code would run with the rights of whoever checks it; nobody agreed to that. */
  RECHECK_NOT_AGREED: { learner: string };
  /** The work is on another version of the lab than this machine has. */
  RECHECK_OTHER_VERSION: { lab: string; theirs: number; here: number };
  /** The progress file came without the learner's files. */
  RECHECK_NO_WORK: { learner: string };
  ASSIGNMENT_UNREADABLE: { file: string; reason: string };
  /** The assignment is not what its key signed. */
  ASSIGNMENT_SIGNATURE_WRONG: { file: string };
  ASSIGNMENT_KEY_UNKNOWN: { title: string; fingerprint: string };
  /** Another key than before signed the next number of an assignment. */
  ASSIGNMENT_KEY_CHANGED: { title: string; expected: string; found: string };
  ASSIGNMENT_OLDER: { title: string; here: number; found: number };
  /** Two assignments with one id and one number that are not the same. */
  ASSIGNMENT_MIXED: { title: string; number: number };
  ASSIGNMENT_UNKNOWN: { id: string; known: string[] };
  /** An exam has no help; `until` in milliseconds since 1970, as in all of these. */
  EXAM_FORBIDS: { help: 'hint' | 'reference' | 'earlier-state'; until: number };
  /** The assignment is no exam. */
  EXAM_NONE: { title: string };
  EXAM_UNDER_WAY: { id: string; until: number };
  /** It was begun before, and is done once. */
  EXAM_ONCE: { title: string; at: number };
  EXAM_CLOSED: { title: string; at: number };
  EXAM_LABS_MISSING: { title: string; labs: string[] };
  EXAM_NOT_UNDER_WAY: Record<string, never>;
  CERTIFICATE_UNREADABLE: { file: string; reason: string };
  /** The certificate is not what its key signed. */
  CERTIFICATE_SIGNATURE_WRONG: { file: string };
  /** not-passed: these labs are missing. tampered: the history is not as it was written. */
  CERTIFICATE_REFUSED: { name: string; why: 'not-passed' | 'tampered'; missing: string[] };
  /** Another process works with the data folder. */
  DATA_IN_USE: { path: string };
  /** Some of what was to be erased is still there. */
  ERASE_INCOMPLETE: { left: { path: string; reason: string }[] };
  // packs
  /** Not a pack, or one that this version can't read. */
  PACK_INVALID: { path: string; reason: string };
  /** Bytes that are not those that were signed: a bad copy, or changed on purpose. */
  PACK_DAMAGED: { path: string; reason: string };
  /** The file can't be read any more, as when a stick was pulled out. */
  PACK_UNREADABLE: { path: string; reason: string };
  PACK_SIGNATURE_WRONG: { path: string };
  PACK_KEY_UNKNOWN: { pack: string; fingerprint: string };
  /** The pack that is here was signed with another key. Fingerprints. */
  PACK_KEY_CHANGED: { pack: string; expected: string; found: string };
  PACK_OLDER: { pack: string; installed: number; found: number };
  /** Two packs that differ have the same number. */
  PACK_MIXED: { pack: string; sequence: number };
  /** An update without the pack that has the rest. */
  PACK_BASE_MISSING: { pack: string; base: number | null; missing: string[] };
  PACK_NOT_INSTALLED: { pack: string };
  /** Another pack brought this already. */
  PACK_CONFLICT: { pack: string; item: string; other: string };
  /** An archive in the pack holds something that must not be there. */
  PACK_ENTRY_REFUSED: { item: string; entry: string; reason: string };
  PACK_BUSY: { path: string };
  /** What was to be packed is not here. */
  PACK_ITEM_UNKNOWN: { kind: string; name: string; known: string[] };
  SIGNING_KEY_MISSING: { name: string; known: string[] };
  SIGNING_KEY_EXISTS: { name: string };
  SPACE_SHORT: { path: string; needsBytes: number; freeBytes: number };
  // a room: a machine of the local network that serves packs and takes progress
  /** Not an address of the local network. */
  ROOM_ADDRESS_INVALID: { address: string };
  ROOM_CODE_WRONG: { address: string };
  ROOM_UNREACHABLE: { address: string; reason: string };
  /** It turns away more connections for now: too many, or too many without the code. */
  ROOM_BUSY: { address: string };
  /** `reason`: what was wrong, or the code of an error there. */
  ROOM_REFUSED: { address: string; reason: string };
  /** It takes no progress. */
  ROOM_NO_CLASS: { address: string };
  // the app's own parts
  CANCELLED: Record<string, never>;
  HOST_GONE: Record<string, never>;
  INPUT_REFUSED: { issues: { path: string; message: string }[] };
  INTERNAL: { reason: string };
}

export type ErrorCode = keyof ErrorDetails;

/** A fault in a lab folder: where it is and how to mend it. Lines and columns count from 1. */
export interface LabProblem {
  file: string;
  line?: number;
  column?: number;
  message: string;
}

/** The form in which an error crosses a port, a pipe or a log. */
export type ErrorReport = { [C in ErrorCode]: { code: C; details: ErrorDetails[C] } }[ErrorCode];

/** The one error class of the core. Thrown wherever a person must be told what happened. */
export class BackbenchError<C extends ErrorCode = ErrorCode> extends Error {
  readonly code: C;
  readonly details: ErrorDetails[C];

  /**
   * @param code what happened, one of the keys of {@link ErrorDetails}
   * @param details the facts a person needs to understand and mend it
   * @param options `cause` keeps the underlying error for the log
   */
  constructor(code: C, details: ErrorDetails[C], options?: ErrorOptions) {
    super(`${code} ${JSON.stringify(details)}`, options);
    this.name = 'BackbenchError';
    this.code = code;
    this.details = details;
  }

  toReport(): ErrorReport {
    return { code: this.code, details: this.details } as ErrorReport;
  }
}

/** Turns anything thrown into a report; what is not ours becomes INTERNAL with its message. */
export function toErrorReport(error: unknown): ErrorReport {
  if (error instanceof BackbenchError) return error.toReport();
  if (error instanceof Error && (error.name === 'AbortError' || error.name === 'TimeoutError')) {
    return { code: 'CANCELLED', details: {} };
  }
  return { code: 'INTERNAL', details: { reason: error instanceof Error ? error.message : String(error) } };
}

/** True when the thrown value is our error with this code. */
export function isCode<C extends ErrorCode>(error: unknown, code: C): error is BackbenchError<C> {
  return error instanceof BackbenchError && error.code === code;
}
