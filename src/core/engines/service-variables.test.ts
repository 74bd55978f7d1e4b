import { expect, it } from 'vitest';
import { createServices } from '../services/services.ts';
import type { EngineService } from './engine.ts';
import { serviceVariables } from './service-variables.ts';

const services = createServices({ nativeFolder: '/none', resourcesFolder: '/none', env: {}, platform: process.platform });
const running = (id: string, kind: EngineService['kind'], port: number | null): EngineService => {
  const endpoint = port === null ? null : { host: '127.0.0.1', port, user: 'learner', password: 'p@ss', database: 'lab' };
  return { id, kind, state: 'ready', error: null, endpoint, shellEndpoint: endpoint, runs: '', faults: [] };
};

it('gives what the clients know, further services of a kind under their own names, and nothing for what is down', () => {
  expect(serviceVariables([running('db', 'postgres', 1), running('read-replica', 'postgres', 2), running('docs', 'mongo', null)], services)).toMatchObject({
    PGHOST: '127.0.0.1', PGPORT: '1', DATABASE_URL: 'postgresql://learner:p%40ss@127.0.0.1:1/lab',
    READ_REPLICA_PGPORT: '2', READ_REPLICA_DATABASE_URL: 'postgresql://learner:p%40ss@127.0.0.1:2/lab',
  });
  expect(serviceVariables([running('docs', 'mongo', null)], services)).toEqual({});
});

it('names the copy that a check works on', () => {
  expect(serviceVariables([running('db', 'postgres', 1)], services, new Map([['db', 'copy']]))['DATABASE_URL']).toMatch(/\/copy$/);
});
