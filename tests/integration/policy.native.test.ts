/** An administrator's engine holds in every start, not only in the settings: in the core, and from the command line with the file where the system has it. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newLab } from '../../src/core/authoring/new-lab.ts';
import { createCore } from '../../src/core/create-core.ts';

const ROOT = join(import.meta.dirname, '../..');
const TEST_MS = 60_000;
const LAB = 'sql-first-queries';
const POLICY = '/etc/backbench/policy.json';
let base: string;
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'bb-policy-'));
  mkdirSync(join(base, 'labs'));
});
afterAll(() => { rmSync(base, { recursive: true, force: true }); });

it('refuses a start on another engine, in the core', { timeout: TEST_MS }, async () => {
  const policyFile = join(base, 'policy.json');
  writeFileSync(policyFile, JSON.stringify({ engine: 'native' }));
  const core = await createCore({
    dataFolder: join(base, 'core'), labsFolder: join(ROOT, 'labs'), resourcesFolder: join(ROOT, 'resources'), policyFile,
    env: process.env, platform: process.platform, home: homedir(), servicesStay: false, onWarning: () => undefined,
  });
  const signal = AbortSignal.timeout(TEST_MS);
  try {
    const session = core.sessions.of(LAB);
    await expect(session.start('docker', signal)).rejects.toMatchObject({ code: 'SET_BY_ADMINISTRATOR', details: { what: 'engine', path: policyFile } });
    expect(session.view()).toMatchObject({ state: 'failed', error: { code: 'SET_BY_ADMINISTRATOR' } });
    // The lab is none the worse for it.
    await session.start(null, signal);
    expect(session.view()).toMatchObject({ state: 'open', engine: 'native' });
  } finally {
    await core.close(AbortSignal.timeout(TEST_MS));
  }
});

/** In a namespace of its own /etc gets a policy, which nobody else sees. */
function underPolicy(policy: object, ...args: string[]): { code: number | null; stdout: string; stderr: string } {
  const layers = mkdtempSync(join(base, 'etc-'));
  for (const name of ['etc', 'data', 'tmp']) mkdirSync(join(layers, name));
  const script = `mount -t tmpfs none "$1/etc" && mkdir "$1/etc/upper" "$1/etc/work" && mount -t overlay overlay -o "lowerdir=/etc,upperdir=$1/etc/upper,workdir=$1/etc/work" /etc && mkdir -p /etc/backbench && printf %s "$2" > ${POLICY} && shift 2 && exec "$@"`;
  const { status, stdout, stderr } = spawnSync('unshare', ['--user', '--map-current-user', '--keep-caps', '--mount', '--', 'sh', '-c', script, 'sh', layers, JSON.stringify(policy), process.execPath, ...args], {
    cwd: ROOT, encoding: 'utf8', timeout: TEST_MS, env: { ...process.env, BACKBENCH_DATA: join(layers, 'data'), TMPDIR: join(layers, 'tmp') },
  });
  return { code: status, stdout, stderr };
}

const CLI = join(ROOT, 'out/main/cli.js');
const canMount = (): boolean => process.platform === 'linux' && underPolicy({}, '-e', '0').code === 0;

describe('from the command line', { timeout: TEST_MS }, () => {
  // A system that gives no such namespace to programs without rights has no other way to show it a policy.
  it('refuses --engine of a lab and of a verification, and a verification without it runs on the policy\'s', async (context) => {
    if (!canMount()) return context.skip();
    const refused = { error: { code: 'SET_BY_ADMINISTRATOR', details: { what: 'engine', path: POLICY } } };
    for (const args of [['lab', 'start', LAB], ['lab', 'check', LAB], ['labs', 'verify', LAB]]) {
      const { code, stdout } = underPolicy({ engine: 'native' }, CLI, ...args, '--engine', 'docker', '--json');
      expect({ code, answer: JSON.parse(stdout) as object }).toMatchObject({ code: 2, answer: refused });
    }
    expect(underPolicy({ engine: 'native' }, CLI, 'lab', 'start', LAB, '--engine', 'docker').stderr).toContain(POLICY);
    expect(JSON.parse(underPolicy({ engine: 'docker' }, CLI, 'labs', 'verify', LAB, '--engine', 'both', '--json').stdout)).toMatchObject(refused);
    // Left out, it is the policy's: a lab that is for containers alone has nothing to run on then.
    const labs = join(base, 'labs');
    const { folder } = await newLab('fundamentals/contained', { labsFolder: labs, schemaFile: join(base, 'schema.json') }, new AbortController().signal);
    const file = join(folder, 'lab.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('needs:\n', 'needs:\n  engine: docker\n'));
    const none = underPolicy({ engine: 'native' }, CLI, 'labs', 'verify', 'contained', '--labs', labs, '--json');
    expect(JSON.parse(none.stdout)).toMatchObject({ error: { code: 'ENGINE_NOT_SUPPORTED', details: { engine: 'native', needs: 'docker' } } });
  });
});
