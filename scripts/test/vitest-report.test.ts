/** What counts as passed, failed and skipped in a run of vitest. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readReport } from './vitest-report.mjs';

const WELL = { code: 0, reason: 'ended well' };
const FAILED = { code: 1, reason: 'failed with exit code 1' };

let dir = '';
beforeEach(() => { dir = mkdtempSync(join(tmpdir(), 'report-')); });
afterEach(() => { rmSync(dir, { recursive: true }); });

function report(testResults: unknown): string {
  const file = join(dir, 'report.json');
  writeFileSync(file, JSON.stringify({ testResults }));
  return file;
}

describe('reading a report', () => {
  it('counts tests and names those that failed or were skipped', () => {
    const counts = readReport(report([
      { name: '/mnt/backbench/tests/a.test.ts', status: 'failed', assertionResults: [
        { fullName: 'a works', status: 'passed' },
        { fullName: 'a fails', status: 'failed', failureMessages: ['expected 1 to be 2'] },
        { fullName: 'a waits', status: 'skipped' },
        { fullName: 'a is to come', status: 'todo' },
      ] },
    ]), FAILED);
    expect(counts).toMatchObject({ passed: 1, failed: 1, skipped: 2 });
    expect(counts.failures.join()).toContain('a fails');
    expect(counts.failures.join()).toContain('expected 1 to be 2');
    expect(counts.skips[0]).toBe('tests/a.test.ts › a waits');
  });

  it('names a test that passed only at its second try', () => {
    const counts = readReport(report([{ name: '/x/tests/a.test.ts', status: 'passed', assertionResults: [
      { fullName: 'a hesitates', status: 'passed', failureMessages: ['expected 1 to be 2'] },
      { fullName: 'a works', status: 'passed', failureMessages: [] },
    ] }]), WELL);
    expect(counts).toMatchObject({ passed: 2, failed: 0 });
    expect(counts.secondTries).toHaveLength(1);
    expect(counts.secondTries[0]).toMatch(/tests\/a\.test\.ts › a hesitates\n.*expected 1 to be 2/);
  });

  it('counts a file that could not be loaded as one failure', () => {
    const counts = readReport(report([{ name: '/x/a.test.ts', status: 'failed', message: 'no such module', assertionResults: [] }]), FAILED);
    expect(counts).toMatchObject({ passed: 0, failed: 1 });
    expect(counts.failures.join()).toContain('no such module');
  });

  it('tells from the log what went wrong in a hook, which the report leaves out', () => {
    const counts = readReport(report([{ name: '/x/a.test.ts', status: 'failed', message: '', assertionResults: [{ fullName: 'a', status: 'passed' }] }]), FAILED,
      () => ['FAIL a.test.ts > labs', 'Error: Hook timed out']);
    expect(counts).toMatchObject({ passed: 1, failed: 1 });
    expect(counts.failures.join()).toContain('Hook timed out');
  });

  it('does not believe a report of success from a run that failed', () => {
    const counts = readReport(report([{ name: '/x/a.test.ts', status: 'passed', assertionResults: [{ fullName: 'a', status: 'passed' }] }]), FAILED);
    expect(counts).toMatchObject({ passed: 1, failed: 1 });
  });

  it('counts a run without a report, and one without tests, as failed', () => {
    expect(readReport(join(dir, 'none.json'), FAILED)).toMatchObject({ failed: 1 });
    expect(readReport(report([]), WELL)).toMatchObject({ failed: 1 });
  });
});
