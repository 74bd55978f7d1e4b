import { describe, expect, it } from 'vitest';
import type { ErrorCode, ErrorDetails } from './errors.ts';
import { english } from './messages-english.ts';
import { count, formatBytes, formatDuration } from './messages-format.ts';
import { activityText, describeError, describeReason, errorFacts, problemPlace } from './messages.ts';
import { REASONS } from './verdict.ts';
import { hindiTable } from './words/hindi-table.ts';

/** One example of every code: a new code without an example does not compile. */
const examples: { [C in ErrorCode]: ErrorDetails[C] } = {
  DOCKER_NOT_FOUND: { attempts: [{ place: '/run/docker.sock', source: 'known location', outcome: 'no such file' }] },
  DOCKER_PERMISSION: { place: '/run/docker.sock', attempts: [] },
  DOCKER_NO_ADDRESSES: { reason: 'could not find an available address pool' },
  DOCKER_TIMEOUT: { place: '/run/docker.sock', afterMs: 3000 },
  DOCKER_FAILED: { operation: 'create a container', reason: 'no space' },
  IMAGE_MISSING: { service: 'postgres', image: 'backbench/postgres:17' },
  IMAGE_BASE_MISSING: { reason: 'debootstrap is not installed' },
  LIBRARIES_FAILED: { stack: 'Python', reason: 'pip ended with 1', log: ['ERROR: no network'] },
  STACK_UNKNOWN: { stack: 'cobol', known: ['python', 'go'] },
  IMAGE_BUILD_FAILED: { image: 'backbench/redis:8', reason: 'exit 1', log: ['E: broken'] },
  TOOL_MISSING: { tool: 'go', found: null, needs: '1.19', platform: 'linux' },
  BINARY_MISSING: { service: 'redis', attempts: [] },
  ENGINE_UNAVAILABLE: { lab: 'redis-structures', engines: [{ engine: 'docker', missing: [{ code: 'DOCKER_NOT_FOUND', details: { attempts: [] } }] }] },
  MEMORY_HELD: { lab: 'choose-the-store', needsMb: 900, limitMb: 1024, held: [{ profile: 'Asha', lab: 'redis-structures', memoryMb: 300 }, { profile: null, lab: 'rest-api', memoryMb: 200 }] },
  PROFILE_UNKNOWN: { profile: 'Meera', known: ['Asha'] },
  PROFILE_NOT_CHOSEN: { known: ['Asha', 'Ravi'] },
  PROFILE_NAME_UNUSABLE: { name: 'Asha', reason: 'taken' },
  PIN_UNUSABLE: { least: 4, most: 12 },
  PIN_WRONG: { waitSeconds: 0 },
  PIN_WAIT: { waitSeconds: 40 },
  MEMORY_LIMIT: { lab: 'choose-the-store', needsMb: 900, limitMb: 512 },
  ENGINE_NOT_SUPPORTED: { lab: 'docker-images', engine: 'native', needs: 'docker' },
  RUNS_AS_ROOT: { service: 'postgres' },
  SERVICE_START_TIMEOUT: { service: 'postgres', afterMs: 20_000, log: [] },
  SERVICE_EXITED: { service: 'mongo', exitCode: null, signal: 'SIGKILL', log: ['bye'] },
  SERVICE_UNREACHABLE: { service: 'redis', reason: 'connection refused', log: [] },
  SERVICE_SEED_FAILED: { service: 'postgres', file: 'seed/01.sql', reason: 'syntax error' },
  SERVICE_UNKNOWN: { service: 'mysql' },
  FAULT_UNAVAILABLE: { service: 'mysql', fault: 'disk-full', obstacle: 'not-this-server' },
  FAULT_FAILED: { service: 'redis', fault: 'disk-full', reason: 'its snapshot was written all the same' },
  PORT_TAKEN: { service: 'redis', port: 40123 },
  POLICY_INVALID: { path: '/etc/x/policy.json', problems: ['engine: no such engine'] },
  SET_BY_ADMINISTRATOR: { what: 'updates', path: '/etc/x/policy.json' },
  LABS_FOLDER_UNUSABLE: { path: '/x/labs', reason: 'no such folder' },
  LAB_NOT_FOUND: { lab: 'x', known: [] },
  LAB_INVALID: { lab: 'x', problems: [{ file: 'lab.yaml', line: 3, message: 'unknown key' }] },
  IMAGE_UNKNOWN: { image: 'x', known: ['postgres'] },
  VARIANT_NOT_CHOSEN: { lab: 'x', known: ['go'] },
  VARIANT_UNKNOWN: { lab: 'x', variant: 'y', known: ['go'] },
  STEP_NOT_FOUND: { lab: 'x', step: 'y' },
  CHECK_NOT_FOUND: { lab: 'x', check: 'y' },
  SESSION_NOT_OPEN: { lab: 'x' },
  SESSION_BUSY: { lab: 'x', doing: 'resetting' },
  NOTHING_TO_UNDO: { lab: 'x' },
  CHECKPOINT_UNKNOWN: { lab: 'x', checkpoint: 7 },
  CHECKPOINT_DAMAGED: { name: 'c7', reason: 'r' },
  RESTORE_UNFINISHED: { lab: 'x', reason: 'r' },
  NO_MORE_HINTS: { check: 'x' },
  PATH_REFUSED: { path: '../x', reason: 'it leaves the workspace' },
  FILE_NOT_FOUND: { path: 'a.sql' },
  FILE_TOO_LARGE: { path: 'a.log', bytes: 12_000_000, limitBytes: 5_000_000 },
  FILE_CHANGED: { path: 'a.sql' },
  FILE_NOT_TEXT: { path: 'a.png' },
  QUERY_FAILED: { message: 'column "prize" does not exist', position: 8, hint: 'Perhaps you meant "price".' },
  WRITE_REFUSED: { reason: 'unique', statement: 'INSERT INTO orders (id) VALUES (7)', message: 'duplicate key value violates unique constraint "orders_pkey"' },
  ROW_GONE: { statement: 'UPDATE orders SET total = 1 WHERE id = 7' },
  QUERY_UNREADABLE: { message: 'unexpected end' },
  API_ADDRESS_REFUSED: { host: 'example.com', url: 'http://example.com' },
  API_NO_ANSWER: { url: 'http://127.0.0.1:3000', reason: 'refused', message: 'connect ECONNREFUSED' },
  API_REQUEST_INVALID: { message: 'The request has no address.' },
  API_VALUES_MISSING: { names: ['token'] },
  API_FILE_UNREADABLE: { file: 'requests.yaml', message: 'a list is needed', line: 3 },
  API_NAME_TAKEN: { name: 'List' },
  API_DOCUMENT_UNREADABLE: { name: 'openapi.yaml', reason: 'syntax', message: 'a colon is missing', line: 3 },
  API_DOCUMENT_EMPTY: { name: 'openapi.yaml' },
  API_FILE_FULL: { limit: 500 },
  API_STREAM_REFUSED: { url: 'ws://127.0.0.1:3000/', status: 404, contentType: 'text/html', wanted: 'websocket' },
  API_STREAM_CLOSED: {},
  API_SIGN_IN_FAILED: { reason: 'refused', error: 'invalid_scope', message: 'no such scope' },
  API_TOKEN_REFUSED: { url: 'http://127.0.0.1:9000/token', status: 400, reason: 'refused', error: 'invalid_grant', body: '{"error":"invalid_grant"}' },
  TERMINAL_NOT_FOUND: { terminal: 't' },
  TERMINAL_FAILED: { reason: 'no shell' },
  DISK_FULL: { path: 'data' },
  DATA_FOLDER_UNUSABLE: { path: 'data', reason: 'read-only' },
  DATABASE_CORRUPT: { path: 'backbench.db', reason: 'malformed' },
  DATABASE_NEWER: { path: 'backbench.db', found: 9, supported: 1 },
  PLACE_NOT_FOUND: { path: '/media/stick' },
  PLACE_NOT_WRITABLE: { path: '/media/stick/class.csv', reason: 'EROFS' },
  PROGRESS_FILE_UNREADABLE: { file: 'asha.bbprogress', reason: 'unexpected end of file' },
  LEARNER_UNKNOWN: { learner: 'Asha', known: ['Ravi'] },
  RECHECK_NOT_AGREED: { learner: 'Asha' },
  RECHECK_OTHER_VERSION: { lab: 'First queries', theirs: 1, here: 2 },
  RECHECK_NO_WORK: { learner: 'Asha' },
  ASSIGNMENT_UNREADABLE: { file: 'week-3.bbassign', reason: 'title: too long' },
  ASSIGNMENT_SIGNATURE_WRONG: { file: 'week-3.bbassign' },
  ASSIGNMENT_KEY_UNKNOWN: { title: 'Week 3', fingerprint: 'ab12-cd34' },
  ASSIGNMENT_KEY_CHANGED: { title: 'Week 3', expected: 'ab12-cd34', found: '0011-2233' },
  ASSIGNMENT_OLDER: { title: 'Week 3', here: 2, found: 1 },
  ASSIGNMENT_MIXED: { title: 'Week 3', number: 2 },
  ASSIGNMENT_UNKNOWN: { id: 'week-3', known: ['week-2'] },
  EXAM_FORBIDS: { help: 'earlier-state', until: 1_800_000_000_000 },
  EXAM_NONE: { title: 'Week 3' },
  EXAM_UNDER_WAY: { id: 'week-3', until: 1_800_000_000_000 },
  EXAM_ONCE: { title: 'Week 3', at: 1_800_000_000_000 },
  EXAM_CLOSED: { title: 'Week 3', at: 1_800_000_000_000 },
  EXAM_LABS_MISSING: { title: 'Week 3', labs: ['First queries in SQL'] },
  EXAM_NOT_UNDER_WAY: {},
  CERTIFICATE_UNREADABLE: { file: 'asha.bbcert', reason: 'no certificate' },
  CERTIFICATE_SIGNATURE_WRONG: { file: 'asha.bbcert' },
  CERTIFICATE_REFUSED: { name: 'Asha', why: 'not-passed', missing: ['First queries'] },
  DATA_IN_USE: { path: 'data' },
  ERASE_INCOMPLETE: { left: [{ path: 'data/logs', reason: 'EBUSY' }] },
  PROGRESS_SIGNATURE_WRONG: { file: 'asha.bbprogress' },
  MIGRATION_FAILED: { path: 'backbench.db', from: 1, to: 2, backup: 'backbench.db.1', reason: 'disk full' },
  CANCELLED: {},
  HOST_GONE: {},
  INPUT_REFUSED: { issues: [{ path: 'fontSize', message: 'too small' }] },
  ROOM_ADDRESS_INVALID: { address: 'school.example' },
  ROOM_CODE_WRONG: { address: '192.168.1.7:47420' },
  ROOM_UNREACHABLE: { address: '192.168.1.7:47420', reason: 'ECONNREFUSED' },
  ROOM_BUSY: { address: '192.168.1.7:47420' },
  ROOM_REFUSED: { address: '192.168.1.7:47420', reason: 'it speaks another version of the protocol' },
  ROOM_NO_CLASS: { address: '192.168.1.7:47420' },
  PACK_INVALID: { path: '/media/stick/course.bbpack', reason: 'the file does not begin like a pack' },
  PACK_DAMAGED: { path: '/media/stick/course.bbpack', reason: 'the file has become shorter' },
  PACK_UNREADABLE: { path: '/media/stick/course.bbpack', reason: 'EIO: i/o error' },
  PACK_SIGNATURE_WRONG: { path: '/media/stick/course.bbpack' },
  PACK_KEY_UNKNOWN: { pack: 'course', fingerprint: '0011-2233-4455-6677-8899-aabb-ccdd-eeff' },
  PACK_KEY_CHANGED: { pack: 'course', expected: '0011-2233', found: '4455-6677' },
  PACK_OLDER: { pack: 'course', installed: 3, found: 2 },
  PACK_MIXED: { pack: 'course', sequence: 3 },
  PACK_BASE_MISSING: { pack: 'course', base: 2, missing: ['lab sql-first-queries'] },
  PACK_NOT_INSTALLED: { pack: 'course' },
  PACK_CONFLICT: { pack: 'course', item: 'lab sql-first-queries', other: 'school' },
  PACK_ENTRY_REFUSED: { item: 'lab sql-first-queries', entry: '../evil', reason: 'its name leads out of its folder' },
  PACK_BUSY: { path: '/data/packs/importing.lock' },
  PACK_ITEM_UNKNOWN: { kind: 'lab', name: 'nothing', known: ['sql-first-queries'] },
  SIGNING_KEY_MISSING: { name: '', known: [] },
  SIGNING_KEY_EXISTS: { name: 'teacher' },
  SPACE_SHORT: { path: '/data', needsBytes: 2_000_000_000, freeBytes: 1_000_000 },
  INTERNAL: { reason: 'boom' },
};

describe('the words for errors', () => {
  it.each(Object.entries(examples))('%s has a title and says something', (code, details) => {
    const { title, text, next } = describeError({ code, details });
    expect(title.length).toBeGreaterThan(5);
    expect(title.endsWith('.')).toBe(false);
    expect(`${title}${text}${next}`).not.toMatch(/undefined|\[object|NaN/);
    expect(text.length + next.length).toBeGreaterThan(10);
  });

  it('never throws: unknown codes and odd details give the code', () => {
    expect(describeError({ code: 'FROM_THE_FUTURE', details: {} }).text).toContain('FROM_THE_FUTURE');
    expect(describeError({ code: 'toString', details: {} }).text).toContain('toString');
    expect(describeError({ code: 'DOCKER_NOT_FOUND', details: {} }).text).toContain('DOCKER_NOT_FOUND');
  });

  it('names the product, not our id for it', () => {
    expect(describeError({ code: 'RUNS_AS_ROOT', details: { service: 'postgres' } }).title).toContain('PostgreSQL');
  });

  it('picks out lists and leaves out what has another shape', () => {
    const attempt = { place: 'a', source: 'b', outcome: 'c' };
    expect(errorFacts({ code: 'X', details: { attempts: [attempt, 3], log: ['l', null], problems: 'none' } })).toEqual({
      attempts: [attempt], log: ['l'], problems: [],
    });
  });

  it('writes places as editors do', () => {
    expect(problemPlace({ file: 'lab.yaml' })).toBe('lab.yaml');
    expect(problemPlace({ file: 'lab.yaml', line: 2 })).toBe('lab.yaml:2');
    expect(problemPlace({ file: 'lab.yaml', line: 2, column: 7 })).toBe('lab.yaml:2:7');
  });
});

describe('the words for errors in Hindi', () => {
  it.each(Object.entries(examples))('%s has its words, with the same facts in them', (code, details) => {
    const said = describeError({ code, details }, hindiTable);
    const { title, text, next } = said;
    expect(title).toMatch(/\p{Script=Devanagari}/u);
    expect(`${title}${text}${next}`).not.toMatch(/undefined|\[object|NaN/);
    const english = describeError({ code, details });
    expect([text === '', next === '']).toEqual([english.text === '', english.next === '']);
    // Every name, path and number that the English sentence has from the details is in the Hindi one.
    const all = (words: typeof said): string => `${words.title} ${words.text} ${words.next}`;
    for (const fact of Object.values(details).filter((value) => typeof value === 'string' && value.length > 3)) {
      expect(all(said).includes(String(fact)), String(fact)).toBe(all(english).includes(String(fact)));
    }
  });

  it('has words for every reason, verdict and state', () => {
    for (const reason of REASONS) expect(Object.values(describeReason(reason, hindiTable)).every((part: string) => /\p{Script=Devanagari}/u.test(part))).toBe(true);
    expect(JSON.stringify(hindiTable)).not.toContain('""');
  });
});

describe('the words for reasons and states', () => {
  it.each(REASONS)('%s has words', (reason) => {
    const { title, text, next } = describeReason(reason);
    for (const part of [title, text, next]) expect(part.length).toBeGreaterThan(5);
  });

  it('says what is being done, with or without a subject', () => {
    expect(activityText({ doing: 'starting', subject: 'postgres' })).toBe('Starting PostgreSQL');
    expect(activityText({ doing: 'checking', subject: '' })).toBe('Checking');
  });

  it('has no empty word in any table', () => {
    const flat = JSON.stringify(english);
    expect(flat).not.toContain('""');
  });
});

describe('numbers in messages', () => {
  it('formats bytes and times', () => {
    expect(formatBytes(512)).toBe('512 B');
    expect(formatBytes(1536)).toBe('1.5 KiB');
    expect(formatBytes(12 * 1024 * 1024)).toBe('12 MiB');
    expect(formatDuration(40)).toBe('40 ms');
    expect(formatDuration(1240)).toBe('1.2 s');
    expect(formatDuration(9_960)).toBe('10 s');
    expect(formatDuration(125_000)).toBe('2 min 5 s');
    expect(formatDuration(120_000)).toBe('2 min');
    expect(count(1, 'row')).toBe('1 row');
    expect(count(2, 'match', 'matches')).toBe('2 matches');
  });
});
