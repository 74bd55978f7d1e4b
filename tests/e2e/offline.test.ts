/**
 * The main journey in a network namespace whose only way out leads nowhere and counts: every packet that
 * tries to leave the machine, name look-ups included, is one too many. Linux only, as namespaces are.
 */
import { spawn } from 'node:child_process';
import { expect, it } from 'vitest';
import { inCheckout } from '../../scripts/setup/paths.mjs';

const TEST_MS = 5 * 60_000;

/**
 * Makes the way out: a pair of virtual cables whose far end nobody holds, and a neighbour with a fixed
 * address, so that packets are really sent. No IPv6 address, which would announce itself. The program runs
 * without the right to change any of it; the count is printed afterwards.
 */
const NAMESPACE = `
set -e
ip link set lo up
ip link add out type veth peer name sink
ip link set out addrgenmode none
ip link set sink addrgenmode none
ip addr add 192.0.2.2/24 dev out
ip link set sink up
ip link set out up
ip neigh add 192.0.2.1 lladdr 02:00:00:00:00:01 dev out nud permanent
ip route add default via 192.0.2.1
code=0
setpriv --ambient-caps=-all --inh-caps=-all "$@" || code=$?
printf 'packets %s\\n' "$(ip -s -j link show out | sed -E 's/.*"tx":\\{"bytes":[0-9]+,"packets":([0-9]+).*/\\1/')"
exit $code
`;

interface Run { code: number | null; packets: number; output: string }

function inNamespace(args: string[]): Promise<Run> {
  const child = spawn('unshare', [
    '--user', '--map-current-user', '--net', '--keep-caps', 'sh', '-c', NAMESPACE, 'sh',
    process.execPath, 'tests/e2e/offline-journey.ts', ...args,
  ], { cwd: inCheckout(), stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (text: Buffer) => { output += text.toString(); });
  child.stderr.on('data', (text: Buffer) => { output += text.toString(); });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => { resolve({ code, output, packets: Number(/^packets (\d+)$/m.exec(output)?.[1]) }); });
  });
}

it.runIf(process.platform === 'linux')('the journey sends nothing beyond this machine', { timeout: TEST_MS }, async () => {
  const run = await inNamespace([]);
  expect(run.output).toContain('the journey went through');
  expect(run.code).toBe(0);
  expect(run.packets).toBe(0);
});

it.runIf(process.platform === 'linux')('a planted request is noticed', { timeout: TEST_MS }, async () => {
  const run = await inNamespace(['--plant']);
  expect(run.output).toContain('the journey went through');
  expect(run.packets).toBeGreaterThan(0);
});
