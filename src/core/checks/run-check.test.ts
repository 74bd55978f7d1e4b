/** The three verdicts: what is down is never held against the learner, and is repaired where that is possible. */
import { describe, expect, it } from 'vitest';
import { BackbenchError } from '../../shared/errors.ts';
import { checkSchema, type Check } from '../../shared/check-format/check.ts';
import { overallVerdict } from '../../shared/verdict.ts';
import type { ServiceDriver } from '../services/service.ts';
import type { CheckContext } from './check-context.ts';
import { contextFor, fakeEnvironment } from './fake-environment.ts';
import { runChecks } from './runner.ts';

const { environment } = fakeEnvironment('.', { shop: ['out of memory', 'server terminated'] });

/** An http check stands for any that uses a service: its failing program is the learner's, if the service is well. */
const httpCheck = checkSchema.parse({ kind: 'http', id: 'api', title: 't', hints: ['a', 'b'], requests: [{ name: 'n', path: '/', expect: { status: 200 } }] });
const fileCheck = (more: object): Check => checkSchema.parse({ kind: 'file', id: 'file', title: 't', path: 'a.txt', hints: ['a', 'b'], ...more });

/** A service that is well as long as `well()` says so. */
function serviceContext(well: () => boolean, more: Partial<CheckContext> = {}): CheckContext {
  const driver = {
    ping: () => (well() ? Promise.resolve() : Promise.reject(new BackbenchError('SERVICE_UNREACHABLE', { service: 'shop', reason: 'connect ECONNREFUSED', log: [] }))),
    pristineCopy: () => Promise.resolve({ database: 'copy', dispose: () => Promise.resolve() }),
  } as unknown as ServiceDriver;
  return contextFor(environment, {
    app: { command: ['node', '-e', 'process.exit(1)'], startTimeout: 5, beside: {} }, specs: [{ id: 'shop', kind: 'postgres', seed: [], generate: [], faults: [] }], drivers: new Map([['shop', driver]]), ...more,
  });
}

describe('a service', () => {
  it('that is well leaves the failure with the learner', async () => {
    expect(await runChecks([httpCheck], serviceContext(() => true))).toMatchObject([{ verdict: 'not-yet', reason: 'app-exited' }]);
  });

  it('that is down makes the check broken, with its log', async () => {
    expect(await runChecks([httpCheck], serviceContext(() => false))).toMatchObject([{
      verdict: 'broken', reason: 'service-down',
      evidence: [{ kind: 'message', source: 'shop', text: 'connect ECONNREFUSED' }, { kind: 'log', source: 'shop', lines: ['out of memory', 'server terminated'] }],
    }]);
  });

  it('that is down is repaired first, once a run', async () => {
    let up = false;
    const repaired: string[] = [];
    const repair = (service: string): Promise<void> => { repaired.push(service); up = true; return Promise.resolve(); };
    expect(await runChecks([httpCheck, httpCheck], serviceContext(() => up, { repair }))).toMatchObject([{ verdict: 'not-yet' }, { verdict: 'not-yet' }]);
    expect(repaired).toEqual(['shop']);

    repaired.length = 0;
    const failing = (service: string): Promise<void> => { repaired.push(service); return Promise.reject(new Error('no disk')); };
    const results = await runChecks([httpCheck, httpCheck], serviceContext(() => false, { repair: failing }));
    expect(results).toMatchObject([{ verdict: 'broken', evidence: [{ text: 'no disk' }, {}] }, { verdict: 'broken' }]);
    expect(repaired).toEqual(['shop']);
    expect(overallVerdict(results)).toBe('broken');
  });

  it('that dies in the middle makes the check broken, not "not yet"', async () => {
    let asked = 0;
    expect(await runChecks([httpCheck], serviceContext(() => { asked += 1; return asked === 1; }))).toMatchObject([{ verdict: 'broken', reason: 'service-down' }]);
  });

  it('that dies in the middle and is repaired gets the check tried again', async () => {
    let up = true;
    let attempts = 0;
    const context = serviceContext(() => up, { repair: () => { up = true; return Promise.resolve(); } });
    const dying = { ...environment, startProcess: () => { attempts += 1; if (attempts === 1) up = false; return Promise.reject(new Error('connection lost')); } };
    expect(await runChecks([httpCheck], { ...context, environment: dying })).toMatchObject([{ verdict: 'broken', reason: 'lab-fault' }]);
    expect(attempts).toBe(2);
  });

  it('that loses the connection twice and is well in between is broken, not "not yet"', async () => {
    const dropping = { ...environment, startProcess: () => Promise.reject(new BackbenchError('SERVICE_UNREACHABLE', { service: 'shop', reason: 'terminated', log: [] })) };
    expect(await runChecks([httpCheck], { ...serviceContext(() => true), environment: dropping })).toMatchObject([{ verdict: 'broken', reason: 'service-down', evidence: [{ text: 'terminated' }] }]);
  });

  it('that never answers is given up on', async () => {
    const driver = { ping: (signal: AbortSignal) => new Promise((_, reject) => { signal.addEventListener('abort', () => { reject(signal.reason as Error); }); }) } as unknown as ServiceDriver;
    const context = serviceContext(() => true, { drivers: new Map([['shop', driver]]) });
    expect(await runChecks([httpCheck], context)).toMatchObject([{ verdict: 'broken', reason: 'service-down', evidence: [{ text: 'No answer within 4 s.' }, {}] }]);
  });

  it('that the lab does not have is the lab\'s fault', async () => {
    const check = checkSchema.parse({ kind: 'redis', id: 'r', title: 't', hints: ['a', 'b'], service: 'nowhere', command: ['GET', 'x'], expect: 1 });
    expect(await runChecks([check], serviceContext(() => true))).toMatchObject([{ verdict: 'broken', reason: 'service-down' }]);
  });
});

describe('a file check', () => {
  const reading = (text: string | BackbenchError): CheckContext => contextFor(environment, {
    workspace: { read: (path) => (typeof text === 'string' ? Promise.resolve({ path, text, hash: '' }) : Promise.reject(text)) },
  });

  it.each<[string, object, string | BackbenchError, object]>([
    ['matches', { matches: '^b$' }, 'a\nb\nc', { verdict: 'passed' }],
    ['finds no match', { matches: '^d$' }, 'a\nb\nc', { verdict: 'not-yet', reason: 'file-text-missing', evidence: [] }],
    ['finds what must not be there', { excludes: 'sec.et' }, 'a\nb\nmy secret\n', { verdict: 'not-yet', reason: 'file-text-forbidden', evidence: [{ kind: 'message', source: 'a.txt, line 3', text: 'my secret' }] }],
    ['finds an empty file', { excludes: 'x' }, ' \n', { verdict: 'not-yet', reason: 'file-empty' }],
    ['finds no file', { matches: 'x' }, new BackbenchError('FILE_NOT_FOUND', { path: 'a.txt' }), { verdict: 'not-yet', reason: 'file-missing' }],
    ['finds a link', { matches: 'x' }, new BackbenchError('PATH_REFUSED', { path: 'a.txt', reason: 'a symbolic link lies on it' }), { verdict: 'not-yet', reason: 'file-missing' }],
    ['finds no text', { matches: 'x' }, new BackbenchError('FILE_NOT_TEXT', { path: 'a.txt' }), { verdict: 'not-yet', reason: 'query-unreadable' }],
    ['finds too much', { matches: 'x' }, new BackbenchError('FILE_TOO_LARGE', { path: 'a.txt', bytes: 9, limitBytes: 5 }), { verdict: 'not-yet', reason: 'query-unreadable' }],
    ['can\'t read the disk', { matches: 'x' }, new BackbenchError('DATA_FOLDER_UNUSABLE', { path: 'a.txt', reason: 'EIO' }), { verdict: 'broken', reason: 'lab-fault', evidence: [{ text: 'EIO' }] }],
  ])('that %s', async (_, spec, text, expected) => {
    expect(await runChecks([fileCheck(spec)], reading(text))).toMatchObject([expected]);
  });

  it('tells of the first mistake whose marks all fit', async () => {
    const check = fileCheck({ matches: 'never', mistakes: [{ source: 'a', got: 'zzz', say: 'one' }, { source: 'A', say: 'two' }, { got: 'a', say: 'three' }] });
    expect(await runChecks([check], reading('a'))).toMatchObject([{ mistake: 'two' }]);
  });
});

describe('a run', () => {
  it('announces each check, and stops when it is cancelled', async () => {
    const seen: string[] = [];
    const controller = new AbortController();
    const context = contextFor(environment, {
      workspace: { read: (path) => Promise.resolve({ path, text: 'x', hash: '' }) }, signal: controller.signal,
      onCheck: (check, index) => { seen.push(`${String(index)} ${check.id}`); if (index === 1) controller.abort(); },
    });
    await expect(runChecks([fileCheck({ matches: 'x' }), serviceCheck, fileCheck({ matches: 'x' })], context)).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(seen).toEqual(['0 file', '1 api']);
  });
  const serviceCheck = httpCheck;
});
