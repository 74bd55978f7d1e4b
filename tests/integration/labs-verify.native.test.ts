/** The command that proves labs: what it must find, and what it leaves behind, which is nothing. */
import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LabIndex } from '../../src/core/catalog/lab-index.ts';
import type { Verification } from '../../src/cli/commands/labs-verify.ts';
import { newLab } from '../../src/core/authoring/new-lab.ts';

const ROOT = join(import.meta.dirname, '../..');
const TEST_MS = 3 * 60_000;
let base: string;
let labs: string;

interface Run { child: ChildProcess; ended: Promise<{ code: number | null; stdout: string; stderr: string }> }

function start(...args: string[]): Run {
  const child = spawn(process.execPath, [join(ROOT, 'out/main/cli.js'), 'labs', 'verify', '--engine', 'native', ...args], {
    cwd: ROOT, env: { ...process.env, TMPDIR: base }, stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (text: Buffer) => { stdout += text.toString(); });
  child.stderr.on('data', (text: Buffer) => { stderr += text.toString(); });
  return { child, ended: new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => { resolve({ code, stdout, stderr }); });
  }) };
}
async function verify(...args: string[]): Promise<{ code: number | null; found: Verification }> {
  const { code, stdout } = await start('--labs', labs, '--json', ...args).ended;
  return { code, found: JSON.parse(stdout) as Verification };
}
const leftovers = (): string[] => readdirSync(base).filter((name) => name.startsWith('backbench-verify-'));

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'bb-v-'));
  labs = join(base, 'labs');
  mkdirSync(labs);
  const places = { labsFolder: labs, schemaFile: join(base, 'schema.json') };
  await newLab('fundamentals/scaffold', places, new AbortController().signal);
  const { folder } = await newLab('fundamentals/calls-home', places, new AbortController().signal);
  // Its answer is right, but finding that out sends a packet to an address of RFC 5737, which belongs to nobody.
  const yaml = readFileSync(join(folder, 'lab.yaml'), 'utf8');
  const call = "const u='http://198.51.100.7/';fetch(u).catch(()=>{}).then(()=>process.stdout.write(require('fs').readFileSync('greeting.txt','utf8')))";
  writeFileSync(join(folder, 'lab.yaml'), yaml
    .replace("kind: file\n        path: greeting.txt\n        matches: '[Ss][Aa][Ff][Ff][Rr][Oo][Nn] [Ll][Aa][Nn][Ee]'",
      `kind: command\n        run: { argv: [node, -e, ${JSON.stringify(call)}] }\n        expect: { stdoutMatches: '[Ss][Aa][Ff][Ff][Rr][Oo][Nn] [Ll][Aa][Nn][Ee]' }`)
    .replace(/ {8}mistakes:\n.*\n.*\n/, '')
    .replace('needs:\n', 'needs:\n  tools: [node]\n'));
});
afterAll(() => { rmSync(base, { recursive: true, force: true }); });

describe('labs verify', { timeout: TEST_MS }, () => {
  it('proves a scaffold as it is, says what it measured, and leaves nothing', async () => {
    const report = join(base, 'report.html');
    const { code, found } = await verify('scaffold', '--repeat', '2', '--report', report);
    expect(found.proofs.flatMap((proof) => proof.runs.flatMap((run) => run.items.flatMap((item) => item.problems)))).toEqual([]);
    expect(found).toMatchObject({ ok: true, repeat: 2, proofs: [{ lab: 'scaffold', state: 'proven', disagreements: [], runs: [{}, {}] }] });
    expect(code).toBe(0);
    const page = readFileSync(report, 'utf8');
    expect(page).toContain('1 proven, 0 failed, 0 not run');
    expect(page).not.toMatch(/<script|src=|https?:\/\//);
    expect(leftovers()).toEqual([]);
  });

  it('goes on where it was: what is proven already is left out, and stands in the report', async () => {
    const keep = join(base, 'keep');
    const first = await verify('scaffold', '--keep', keep);
    expect(first).toMatchObject({ code: 0, found: { ok: true, kept: 0 } });
    const second = await verify('scaffold', '--keep', keep, '--report', join(base, 'kept.html'));
    expect(second).toMatchObject({ code: 0, found: { ok: true, kept: 1, proofs: [{ lab: 'scaffold', state: 'proven' }] } });
    expect(second.found.ms).toBeLessThan(first.found.ms);
    expect(readFileSync(join(base, 'kept.html'), 'utf8')).toContain('1 of the 1 proofs were found by an earlier run');
    expect(await verify('scaffold', '--keep', keep, '--fresh')).toMatchObject({ code: 0, found: { kept: 0 } });
  });

  it('writes down what a lab costs', async () => {
    // A lab whose services run long enough to be measured, in a folder of its own.
    const folder = join(base, 'costs');
    cpSync(join(ROOT, 'tests/fixtures/labs/databases/tiny-docs'), join(folder, 'databases', 'tiny-docs'), { recursive: true });
    const { code, stdout } = await start('--labs', folder, '--json', '--write-index', 'tiny-docs').ended;
    const [proof] = (JSON.parse(stdout) as Verification).proofs;
    expect({ code, state: proof?.state }).toEqual({ code: 0, state: 'proven' });
    const measured = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as LabIndex;
    expect(measured).toMatchObject({ schema: 1, labs: { 'tiny-docs': [{ variant: null, engine: 'native', version: 1, startMs: proof?.startMs, memoryMb: proof?.peakMemoryMb }] } });
    expect(measured.labs['tiny-docs']?.[0]?.proofMs).toBeGreaterThan(0);
  });

  it.runIf(process.platform === 'linux')('names a lab that tries to leave the machine', async () => {
    const { code, found } = await verify('calls-home');
    expect(found.outboundSeen.native).toContain('Every packet is counted');
    expect(found.proofs[0]?.runs.flatMap((run) => run.items.flatMap((item) => item.problems))).toEqual([]);
    expect(found.proofs[0]?.outbound).toBeGreaterThan(0);
    expect(found.proofs[0]?.state).toBe('failed');
    expect(code).toBe(1);
  });

  it('holds answers against an OpenAPI document: the built program finds the files of its libraries', async () => {
    const { code, stdout } = await start('--labs', join(ROOT, 'tests/fixtures/contract-labs'), '--json', 'tiny-contract').ended;
    const { proofs } = JSON.parse(stdout) as Verification;
    expect(proofs.flatMap((proof) => proof.runs.flatMap((run) => run.items.flatMap((item) => item.problems)))).toEqual([]);
    expect({ code, state: proofs[0]?.state }).toEqual({ code: 0, state: 'proven' });
  });

  it('says which lab it does not know, with the code for could not run', async () => {
    const { code, stdout } = await start('--labs', labs, '--json', 'no-such-lab').ended;
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'LAB_NOT_FOUND' } });
  });

  it('ends at Ctrl-C, says so once in plain words, and leaves no process and no folder', async () => {
    const run = start('sql-first-queries');
    await begun();
    run.child.kill('SIGTERM');
    const { code, stdout, stderr } = await run.ended;
    expect(code).toBe(2);
    expect(`${stdout}${stderr}`.match(/cancel/gi)).toEqual(['Cancel']);
    expect(stdout).toContain('Cancelled: 0 of 1 proofs were done.');
    expect(`${stdout}${stderr}`).not.toMatch(/went wrong|Abort/);
    expect(leftovers()).toEqual([]);
  });

  it('keeps what was proven before Ctrl-C, in its answer and in the report', async () => {
    const report = join(base, 'cut.html');
    // The second lab can't be done yet when the first one is.
    const run = start('--labs', labs, '--json', '--jobs', '1', '--repeat', '9', '--report', report);
    await begun();
    run.child.kill('SIGTERM');
    const { code, stdout } = await run.ended;
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, cancelled: true, planned: 2 });
    expect(readFileSync(report, 'utf8')).toContain('<strong>Cancelled</strong>');
    expect(leftovers()).toEqual([]);
  });
});

/** The services are on their way once their folder is there. */
function begun(): Promise<void> {
  return new Promise((resolve) => {
    const look = setInterval(() => {
      if (!leftovers().some((name) => existsSync(join(base, name, 'native', 'native')))) return;
      clearInterval(look);
      resolve();
    }, 50);
  });
}
