import { Readable } from 'node:stream';
import type Dockerode from 'dockerode';
import { expect, test } from 'vitest';
import { isCode } from '../../shared/errors.ts';
import { ensureDebian, type DebianOptions } from './debian-base.ts';

/** A daemon that has the given images, and answers a pull with the given lines. */
function daemon(images: string[], pullLines: string[] = []) {
  const pulled: string[] = [];
  const docker = {
    getImage: (name: string) => ({
      inspect: async () => {
        if (images.includes(name)) return { Id: 'sha256:1', Size: 1, Created: '2026-01-01T00:00:00Z' };
        throw Object.assign(new Error('no such image'), { statusCode: 404 });
      },
    }),
    pull: async (name: string) => {
      pulled.push(name);
      return Readable.from(pullLines.map((line) => Buffer.from(`${line}\n`)));
    },
  };
  return { docker: docker as unknown as Dockerode, pulled };
}

const options = (docker: Dockerode, more: Partial<DebianOptions> = {}): DebianOptions => ({
  docker, pull: false, env: { PATH: '/nowhere' }, platform: 'darwin', isRoot: false,
  signal: new AbortController().signal, onStep: () => {}, ...more,
});

const reasonOf = async (promise: Promise<unknown>) => {
  const failure: unknown = await promise.catch((error: unknown) => error);
  return isCode(failure, 'IMAGE_BASE_MISSING') ? failure.details.reason : failure;
};

test('takes what is here and asks no registry', async () => {
  const official = daemon(['debian:trixie-slim', 'backbench/debian:trixie']);
  expect(await ensureDebian(options(official.docker, { pull: true }))).toBe('debian:trixie-slim');
  const made = daemon(['backbench/debian:trixie']);
  expect(await ensureDebian(options(made.docker))).toBe('backbench/debian:trixie');
  expect([...official.pulled, ...made.pulled]).toEqual([]);
});

test('never pulls unasked, and says how to ask', async () => {
  const { docker, pulled } = daemon([]);
  const reason = await reasonOf(ensureDebian(options(docker)));
  expect(reason).toContain('--pull');
  expect(reason).toContain('on Linux only');
  expect(pulled).toEqual([]);
});

test('pulls when asked', async () => {
  const texts: string[] = [];
  const { docker, pulled } = daemon([], ['{"status":"Pulling from library/debian","id":"trixie-slim"}', '{"status":"Done"}']);
  expect(await ensureDebian(options(docker, { pull: true, onStep: ({ text }) => texts.push(text) }))).toBe('debian:trixie-slim');
  expect(pulled).toEqual(['debian:trixie-slim']);
  expect(texts[0]).toContain('Pulling from library/debian');
});

test('a pull that fails in its stream is a failure, in the registry\'s words', async () => {
  const { docker } = daemon([], ['{"status":"Pulling"}', '{"error":"toomanyrequests"}']);
  const reason = await reasonOf(ensureDebian(options(docker, { pull: true })));
  expect(reason).toContain('toomanyrequests');
  expect(reason).toContain('docker load');
});

test('on Linux it says what debootstrap lacks', async () => {
  const { docker } = daemon([]);
  const reason = await reasonOf(ensureDebian(options(docker, { platform: 'linux', isRoot: false })));
  expect(reason).toContain('once as root');
});
