/** A driver that is loaded later has every part that the loaded one has: what is missing here would be missing in the app, without a word. */
import { expect, it } from 'vitest';
import type { Endpoint } from '../engines/engine.ts';
import type { ServiceKind } from '../../shared/lab-format.ts';
import { createMongoDriver } from './mongo/mongo-driver.ts';
import { createMysqlDriver } from './mysql/mysql-driver.ts';
import { createPostgresDriver } from './postgres/postgres-driver.ts';
import { createRedisDriver } from './redis/redis-driver.ts';
import type { ServiceDriver } from './service.ts';
import { createServices } from './services.ts';

const nowhere = (): Endpoint => { throw new Error('nothing is asked'); };
const options = { scratchFolder: '/nowhere', onWarning: (): void => undefined };
const LOADED: Readonly<Record<ServiceKind, ServiceDriver>> = {
  postgres: createPostgresDriver(nowhere, options), mysql: createMysqlDriver(nowhere, options), redis: createRedisDriver(nowhere, options), mongo: createMongoDriver(nowhere, options),
};
const services = createServices({ nativeFolder: '/nowhere', resourcesFolder: '/nowhere', env: {}, platform: 'linux' });

const names = (of: object | undefined): string[] => Object.keys(of ?? {}).toSorted();

it.each(Object.keys(LOADED) as ServiceKind[])('of %s', (kind) => {
  const loaded = LOADED[kind];
  const lazy = services[kind].driver(nowhere, options);
  expect(names(lazy)).toEqual(names(loaded));
  for (const part of ['sql', 'keys', 'documents'] as const) expect(names(lazy[part]), part).toEqual(names(loaded[part]));
  expect(lazy.sql?.kind).toBe(loaded.sql?.kind);
});
