import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { LabHead } from '../catalog/lab-head.ts';
import { testLearner, type TestLearner } from '../class/class-world.ts';
import { deviceKey } from '../progress/device-key.ts';
import { verifyHistory } from '../progress/verify-history.ts';
import { readCertificate, writeCertificate, type CertificateStatement } from './certificate-file.ts';
import { certificatePage } from './certificate-page.ts';
import { certificateStatement, type IssueParts } from './issue-certificate.ts';

const NOW = Date.UTC(2027, 0, 5);
const head = (id: string, stage: LabHead['stage']): LabHead => ({
  schema: 1, id, version: 3, title: `Lab ${id}`, summary: '', stage, order: 1, topics: [], teaches: [], requires: [], checkpoint: false, minutes: 10, needs: {} as LabHead['needs'],
  services: [], variants: [], steps: [{ id: 'one' }, { id: 'two' }], placement: [],
});
const heads = new Map([head('a', 'databases'), head('b', 'databases'), head('c', 'security')].map((each) => [each.id, each]));

let root: string;
let learner: TestLearner;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bb-cert-'));
  learner = testLearner('Asha <b>', join(root, 'asha'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const pass = (lab: string): void => { for (const step of ['one', 'two']) learner.attempt(lab, step, { check: 'passed' }); };
async function statement(change: Partial<IssueParts> = {}): Promise<CertificateStatement> {
  const { file } = await learner.file();
  return certificateStatement({ name: file.pseudonym, device: file.device, events: file.events, findings: verifyHistory(file, Date.now()), heads, stage: 'databases', className: null, now: NOW, ...change });
}

it('is issued for what is passed, and verified without anything else', async () => {
  pass('a');
  await expect(statement()).rejects.toMatchObject({ code: 'CERTIFICATE_REFUSED', details: { why: 'not-passed', missing: ['Lab b'] } });
  pass('b');
  const made = await statement();
  const read = readCertificate(writeCertificate(made, learner.key), 'x');
  expect(read).toEqual({ statement: made, signer: learner.key.fingerprint, by: 'learner' });
  expect(read.statement.labs.map(({ id, version }) => [id, version])).toEqual([['a', 3], ['b', 3]]);
  expect(read.statement.history.event).toBe(4);
  await expect(statement({ stage: null })).rejects.toMatchObject({ details: { missing: ['Lab c'] } });
});

it('is refused for a history that is not as it was written', async () => {
  pass('a');
  pass('b');
  const { file } = await learner.file();
  const events = file.events.slice(1);
  await expect(statement({ events, findings: verifyHistory({ ...file, events }, Date.now()) })).rejects.toMatchObject({ details: { why: 'tampered' } });
});

it('every change of it is found: each field, another key, a class that was added or taken away', async () => {
  pass('a');
  pass('b');
  const teacher = deviceKey(join(root, 'teacher'));
  const made = await statement({ className: '5b' });
  const file = JSON.parse(writeCertificate(made, teacher)) as { statement: Record<string, unknown>; key: string };
  expect(readCertificate(JSON.stringify(file), 'x')).toMatchObject({ by: 'class', signer: teacher.fingerprint });
  const wrong = { code: 'CERTIFICATE_SIGNATURE_WRONG' };
  const changes: Record<string, unknown> = { name: 'Bina', stage: null, device: 'ff', issuedAt: NOW + 1, className: '5c', history: { event: 5, hash: '0'.repeat(64) }, labs: [{ id: 'c', title: 'Lab c', version: 1, passedAt: 1 }] };
  for (const [field, value] of Object.entries(changes)) {
    expect(() => readCertificate(JSON.stringify({ ...file, statement: { ...file.statement, [field]: value } }), 'x'), field).toThrow(expect.objectContaining(wrong) as Error);
  }
  expect(() => readCertificate(JSON.stringify({ ...file, key: learner.key.publicKey }), 'x')).toThrow(expect.objectContaining(wrong) as Error);
  // Somebody else's key can't speak for the learner's device.
  expect(() => readCertificate(writeCertificate({ ...made, className: null }, teacher), 'x')).toThrow(expect.objectContaining(wrong) as Error);
  expect(() => readCertificate('{}', 'x')).toThrow(expect.objectContaining({ code: 'CERTIFICATE_UNREADABLE' }) as Error);
});

it('is printed with nothing in it that a name could inject', async () => {
  pass('a');
  pass('b');
  const page = certificatePage(await statement(), learner.key.fingerprint);
  expect(page).toContain('Asha &lt;b&gt;');
  expect(page).toContain('the stage “Databases”');
});
