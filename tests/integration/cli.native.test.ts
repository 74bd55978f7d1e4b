/** The command line as a person or a script uses it: answers, --json, and the documented exit codes. */
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const TEST_MS = 2 * 60_000;
const LAB = 'sql-first-queries';
let data: string;

interface Outcome { code: number | null; stdout: string; stderr: string }

function backbench(...args: string[]): Promise<Outcome> {
  const child = spawn(process.execPath, [join(ROOT, 'out/main/cli.js'), ...args], {
    cwd: ROOT, env: { ...process.env, BACKBENCH_DATA: data }, stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (text: Buffer) => { stdout += text.toString(); });
  child.stderr.on('data', (text: Buffer) => { stderr += text.toString(); });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => { resolve({ code, stdout, stderr }); });
  });
}

beforeAll(() => { data = mkdtempSync(join(tmpdir(), 'bb-cli-')); });
afterAll(async () => {
  await backbench('lab', 'stop', LAB);
  rmSync(data, { recursive: true, force: true });
}, TEST_MS);

describe('backbench', { timeout: TEST_MS }, () => {
  it('lists the labs', async () => {
    const { code, stdout } = await backbench('labs', 'list', '--json');
    expect(code).toBe(0);
    const course = JSON.parse(stdout) as { stages: { labs: { id: string }[] }[]; broken: unknown[] };
    expect(course.stages.flatMap((stage) => stage.labs.map((lab) => lab.id))).toContain(LAB);
    expect(course.broken).toEqual([]);
  });

  it('answers bad use with exit code 2 and a word on what is right', async () => {
    expect(await backbench('lab', 'start', 'no-such-lab')).toMatchObject({ code: 2, stderr: expect.stringContaining('no-such-lab') as string });
    expect((await backbench('labs', 'fly')).code).toBe(2);
    expect((await backbench('lab', 'start', LAB, '--engine', 'steam')).code).toBe(2);
    expect((await backbench('--help')).code).toBe(0);
    const { code, stdout } = await backbench('lab', 'start', 'no-such-lab', '--json');
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'LAB_NOT_FOUND' } });
  });

  it('goes on quietly when whoever reads its answer stops', async () => {
    const child = spawn('bash', ['-o', 'pipefail', '-c', '"$0" "$@" | true', process.execPath, join(ROOT, 'out/main/cli.js'), 'privacy', 'list'], {
      cwd: ROOT, env: { ...process.env, BACKBENCH_DATA: data }, stdio: ['ignore', 'ignore', 'pipe'],
    });
    let stderr = '';
    child.stderr.on('data', (text: Buffer) => { stderr += text.toString(); });
    expect(await new Promise((resolve) => { child.once('close', resolve); })).toBe(0);
    expect(stderr).toBe('');
  });

  it('says once that it was cancelled when it is ended by Ctrl-C', async () => {
    const child = spawn(process.execPath, [join(ROOT, 'out/main/cli.js'), 'doctor'], {
      cwd: ROOT, env: { ...process.env, BACKBENCH_DATA: data }, stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stderr = '';
    child.stderr.on('data', (text: Buffer) => { stderr += text.toString(); });
    // Its first line: from here on it takes some hundred milliseconds.
    child.stdout.once('data', () => { child.kill('SIGINT'); });
    const code = await new Promise((resolve) => { child.once('close', resolve); });
    expect({ code, stderr }).toEqual({ code: 2, stderr: 'Cancelled: the command did not finish.\n' });
  });

  it('starts, checks, resets, undoes and stops a lab; 1 for not right yet, 0 for passed', async () => {
    const started = await backbench('lab', 'start', LAB, '--engine', 'native', '--json');
    expect(started.code).toBe(0);
    const { workspace, services } = JSON.parse(started.stdout) as { workspace: string; services: { state: string }[] };
    expect(services.map((service) => service.state)).toEqual(['ready']);

    expect((await backbench('lab', 'check', LAB)).code).toBe(1);
    const cheap = join(workspace, 'queries/1a-cheap-tea.sql');
    const empty = readFileSync(cheap, 'utf8');
    writeFileSync(cheap, "SELECT sku, name, price FROM products WHERE category = 'tea' AND price < 400;");
    writeFileSync(join(workspace, 'queries/1b-newsletter.sql'), "SELECT name, email, country FROM customers WHERE country IN ('JP', 'ZA') AND newsletter;");
    const passed = await backbench('lab', 'check', LAB, '--step', 'ask-for-rows', '--json');
    expect(passed.code).toBe(0);
    expect(JSON.parse(passed.stdout)).toMatchObject({ verdict: 'passed' });

    const refused = await backbench('lab', 'reset', LAB);
    expect(refused.code).toBe(2);
    expect(readFileSync(cheap, 'utf8')).not.toBe(empty);
    expect((await backbench('lab', 'reset', LAB, '--yes')).code).toBe(0);
    expect(readFileSync(cheap, 'utf8')).toBe(empty);
    expect((await backbench('lab', 'undo', LAB)).code).toBe(0);
    expect(readFileSync(cheap, 'utf8')).toContain('price < 400');
    expect((await backbench('lab', 'undo', LAB)).code).toBe(2);
    expect((await backbench('lab', 'stop', LAB)).code).toBe(0);
  });

  it('works on a lab in two languages, each with files of its own, and goes on in the one chosen last', async () => {
    const lab = 'log-analyser';
    const unchosen = await backbench('lab', 'start', lab, '--engine', 'native', '--json');
    expect(unchosen.code).toBe(2);
    expect(JSON.parse(unchosen.stdout)).toMatchObject({ error: { code: 'VARIANT_NOT_CHOSEN', details: { known: ['javascript', 'python', 'java', 'go'] } } });
    expect((await backbench('lab', 'start', lab, '--variant', 'cobol')).code).toBe(2);

    const workspaceOf = async (...args: string[]): Promise<string> => {
      const { code, stdout } = await backbench('lab', 'start', lab, '--engine', 'native', '--json', ...args);
      expect(code).toBe(0);
      return (JSON.parse(stdout) as { workspace: string }).workspace;
    };
    const javascript = await workspaceOf('--variant', 'javascript');
    const python = await workspaceOf('--variant', 'python');
    expect(python).not.toBe(javascript);
    expect(await workspaceOf()).toBe(python);
    cpSync(join(ROOT, 'labs/fundamentals/log-analyser/variants/python/solution/count/files'), python, { recursive: true });
    expect((await backbench('lab', 'check', lab, '--step', 'count')).code).toBe(0);
    expect((await backbench('lab', 'check', lab, '--step', 'count', '--variant', 'javascript')).code).toBe(1);
    const listed = JSON.parse((await backbench('labs', 'list', '--json')).stdout) as { stages: { labs: { id: string }[] }[] };
    expect(listed.stages.flatMap((stage) => stage.labs).find((each) => each.id === lab)).toMatchObject({
      stepsPassed: 1, variant: 'javascript', variants: [{ id: 'javascript', stepsPassed: 0 }, { id: 'python', stepsPassed: 1 }, {}, {}],
    });
    expect((await backbench('lab', 'stop', lab)).code).toBe(0);
  });

  it('the doctor tries the native services for real', async () => {
    const { stdout } = await backbench('doctor', '--json');
    const report = JSON.parse(stdout) as { items: { id: string; status: string; ms: number }[] };
    const postgres = report.items.find((item) => item.id === 'native-postgres');
    expect(postgres).toMatchObject({ status: 'ok' });
    expect(postgres?.ms).toBeGreaterThan(10);
  });

  it('says what is wrong with a damaged progress file, and leaves it as it is', async () => {
    const other = mkdtempSync(join(tmpdir(), 'bb-cli-bad-'));
    const before = data;
    try {
      data = other;
      writeFileSync(join(other, 'backbench.db'), 'not a database'.repeat(400));
      const { code, stderr } = await backbench('labs', 'list');
      expect(code).toBe(2);
      expect(stderr).toContain('The progress file is damaged');
      expect(stderr).not.toContain('    at ');
      expect(readFileSync(join(other, 'backbench.db'), 'utf8')).toBe('not a database'.repeat(400));
    } finally {
      data = before;
      rmSync(other, { recursive: true, force: true });
    }
  });

  it('carries progress to a teacher: export, verify, import, report, table', async () => {
    const stick = mkdtempSync(join(tmpdir(), 'bb-stick-'));
    try {
      const exported = await backbench('progress', 'export', stick, '--name', 'Asha', '--with-work', '--json');
      expect(exported.code).toBe(0);
      const { path, events } = JSON.parse(exported.stdout) as { path: string; events: number };
      expect(path).toBe(join(stick, 'Asha.bbprogress'));
      expect(events).toBeGreaterThan(0);
      expect((await backbench('progress', 'verify', path)).code).toBe(0);
      expect((await backbench('class', 'import', stick)).code).toBe(0);
      const report = await backbench('class', 'report', '--json', '--html', join(stick, 'class.html'));
      expect(report.code).toBe(0);
      expect(JSON.parse(report.stdout)).toMatchObject({
        learners: [{ name: 'Asha', soundness: 'sound', events, current: { lab: 'log-analyser', variant: 'javascript' } }],
        labs: [{ lab: LAB, state: 'begun', stepsPassed: 1 }, { lab: 'log-analyser' }],
      });
      expect(readFileSync(join(stick, 'class.html'), 'utf8')).toContain('Asha');
      expect((await backbench('class', 'csv', '--of', 'labs')).stdout).toContain(`Asha,`);
      expect((await backbench('class', 'learner', 'Asha')).stdout).toContain('attempt');
      writeFileSync(path, readFileSync(path).subarray(0, 200));
      expect((await backbench('progress', 'verify', path)).code).toBe(1);
      expect((await backbench('class', 'import', stick)).code).toBe(1);
    } finally {
      rmSync(stick, { recursive: true, force: true });
    }
  });

  it('makes, verifies and imports a pack', async () => {
    const stick = mkdtempSync(join(tmpdir(), 'bb-pack-'));
    const pack = join(stick, 'course.bbpack');
    try {
      expect((await backbench('pack', 'keys', 'make', 'teacher')).code).toBe(0);
      expect(await backbench('pack', 'create', pack, '--id', 'course', '--title', 'Course', '--labs', LAB)).toMatchObject({ code: 0 });
      expect((await backbench('pack', 'verify', pack)).code).toBe(0);
      const refused = await backbench('pack', 'import', pack, '--json');
      const { error } = JSON.parse(refused.stdout) as { error: { code: string; details: { fingerprint: string } } };
      expect(error.code).toBe('PACK_KEY_UNKNOWN');
      expect((await backbench('pack', 'keys', 'trust', pack, '--fingerprint', error.details.fingerprint)).code).toBe(0);
      expect(await backbench('pack', 'import', pack)).toMatchObject({ code: 0, stdout: expect.stringContaining('1 item here') as string });
      expect(JSON.parse((await backbench('pack', 'list', '--json')).stdout)).toMatchObject([{ id: 'course', items: 1 }]);
      expect(await backbench('pack', 'import', join(stick, 'none.bbpack'))).toMatchObject({ code: 2, stderr: expect.stringContaining('Nothing is there') as string });
    } finally {
      rmSync(stick, { recursive: true, force: true });
    }
  });

  it('tells what is held, copies it out and erases it', async () => {
    const copy = join(mkdtempSync(join(tmpdir(), 'bb-copy-')), 'mine');
    try {
      const list = await backbench('privacy', 'list', '--json');
      expect(JSON.parse(list.stdout)).toMatchObject({ folder: data, held: expect.arrayContaining([expect.objectContaining({ name: 'backbench.db', about: 'learner' })]) as unknown });
      expect((await backbench('privacy', 'export', copy)).code).toBe(0);
      expect(readFileSync(join(copy, 'database.json'), 'utf8')).toContain(LAB);
      // Nobody can answer the question here.
      expect((await backbench('privacy', 'erase')).code).toBe(2);
      expect((await backbench('privacy', 'erase', '--yes')).code).toBe(0);
      const after = await backbench('progress', 'export', copy, '--json');
      expect(JSON.parse(after.stdout)).toMatchObject({ events: 0 });
    } finally {
      rmSync(join(copy, '..'), { recursive: true, force: true });
    }
  });
});
