/** What learners make with Docker, and what they must be told. */
import { expect, it } from 'vitest';
import { containerCheckSchema } from '../../shared/check-format/container.ts';
import type { Lab } from '../../shared/lab-format.ts';
import type { LearnerContainer, LearnerImage } from '../engines/engine.ts';
import { containerProblems } from './container-problems.ts';
import { contextFor, fakeEnvironment } from './fake-environment.ts';
import { runChecks } from './runner.ts';

const parse = (fields: Record<string, unknown>) => containerCheckSchema.parse({ kind: 'container', id: 'image', title: 'It is small', hints: ['One.', 'Two.'], ...fields });
const large: LearnerImage = { sizeBytes: 400_000_000, user: '', labels: {}, exposes: [], env: {} };
const small: LearnerImage = { sizeBytes: 90_000_000, user: 'app', labels: { version: '2' }, exposes: ['8080/tcp'], env: { NODE_ENV: 'production' } };
const api: LearnerContainer = {
  state: 'running', exitCode: 0, health: 'healthy', image: 'shop-api', user: 'app', env: { PORT: '8080' }, labels: {}, publishes: ['8080/tcp'], restart: 'always',
  networks: ['shop'], volumes: ['orders'],
};
const stopped: LearnerContainer = { ...api, state: 'exited', exitCode: 137, health: null, user: '0:0', publishes: [], restart: 'no', networks: ['bridge'], volumes: [] };

async function check(fields: Record<string, unknown>, engine: 'docker' | 'native' = 'docker') {
  const images: Record<string, LearnerImage> = { 'shop-api': small, 'shop-api:fat': large };
  const containers: Record<string, LearnerContainer> = { api, stopped };
  const environment = {
    ...fakeEnvironment('.').environment,
    docker: engine === 'native' ? null : {
      image: (name: string) => Promise.resolve(images[name] ?? null), container: (name: string) => Promise.resolve(containers[name] ?? null),
    },
  };
  const [result] = await runChecks([parse(fields)], contextFor(environment));
  return result!;
}

it('passes what is right', async () => {
  expect(await check({
    image: { name: 'shop-api', smallerThan: { image: 'shop-api:fat', ratio: 0.5 }, notRoot: true, labels: { version: { $matches: '^\\d' } }, exposes: ['8080/tcp'], env: { NODE_ENV: 'production' } },
    container: {
      name: 'api', healthy: true, image: 'shop-api:latest', env: { PORT: '8080' }, publishes: ['8080/tcp'], restart: 'always', notRoot: true, networks: ['shop'], volumes: ['orders'],
    },
  })).toMatchObject({ verdict: 'passed' });
  expect(await check({ container: { name: 'stopped', running: false } })).toMatchObject({ verdict: 'passed' });
});

it.each<[string, Record<string, unknown>, string[]]>([
  ['no such image', { image: { name: 'shop' } }, ['image shop', 'no such image']],
  ['too large', { image: { name: 'shop-api:fat', smallerThan: { image: 'shop-api', ratio: 1 } } }, ['at most 90.0 MB', '400.0 MB']],
  ['nothing to compare with', { image: { name: 'shop-api', smallerThan: { image: 'gone', ratio: 1 } } }, ['image gone']],
  ['root', { image: { name: 'shop-api:fat', notRoot: true } }, ['no user is named']],
  ['no label', { image: { name: 'shop-api:fat', labels: { version: '2' } } }, ['version', 'not set']],
  ['no port', { image: { name: 'shop-api:fat', exposes: ['8080/tcp'] } }, ['8080/tcp', 'none']],
  ['no such container', { container: { name: 'gone' } }, ['no such container']],
  ['ended', { container: { name: 'stopped' } }, ['exited with code 137']],
  ['still there', { container: { name: 'api', running: false } }, ['not running']],
  ['no health check', { container: { name: 'stopped', running: false, healthy: true } }, ['no health check']],
  ['another image', { container: { name: 'api', image: 'shop-api:fat' } }, ['shop-api:fat']],
  ['another value', { container: { name: 'api', env: { PORT: '3000' } } }, ['PORT', '8080']],
  ['not published', { container: { name: 'stopped', running: false, publishes: ['8080/tcp'] } }, ['published ports']],
  ['no restart', { container: { name: 'stopped', running: false, restart: 'always', notRoot: true, networks: ['shop'], volumes: ['orders'] } }, ['restart policy', 'networks', 'volumes', '0:0']],
])('not yet: %s', async (_, fields, parts) => {
  const result = await check(fields);
  expect(result).toMatchObject({ verdict: 'not-yet', reason: 'container-differs' });
  for (const part of parts) expect(JSON.stringify(result.evidence)).toContain(part);
});

it('is not the learner\'s fault without containers', async () => {
  expect(await check({ image: { name: 'shop-api' } }, 'native')).toMatchObject({ verdict: 'broken' });
});

it('tells an author what is missing', () => {
  const lab = (engine: string): Lab => ({ needs: { engine } }) as unknown as Lab;
  expect(containerProblems(parse({ image: { name: 'a' } }), lab('any'))).toHaveLength(1);
  expect(containerProblems(parse({}), lab('docker'))).toHaveLength(1);
  expect(containerProblems(parse({ image: { name: 'a', labels: { a: { $like: 1 } } } }), lab('docker'))).toHaveLength(1);
  expect(containerProblems(parse({ container: { name: 'a', running: false, healthy: true } }), lab('docker'))).toHaveLength(1);
  expect(containerProblems(parse({ container: { name: 'a' } }), lab('docker'))).toEqual([]);
});
