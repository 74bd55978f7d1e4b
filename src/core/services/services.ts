/** All kinds of services. Adding one means adding it here and to SERVICE_KINDS. */
import { join } from 'node:path';
import type { ServiceKind } from '../../shared/lab-format.ts';
import type { Machine } from './find-program.ts';
import { createMongoService } from './mongo/mongo-service.ts';
import { createMysqlService } from './mysql/mysql-service.ts';
import { createPostgresService } from './postgres/postgres-service.ts';
import { createRedisService } from './redis/redis-service.ts';
import type { Service } from './service.ts';

export interface ServicesOptions extends Machine {
  /** `<data>/native`: programs, templates, and one folder a session. */
  nativeFolder: string;
  resourcesFolder: string;
  /** Where packs brought a service's programs; asked at each look. */
  packed?: (service: 'mongo' | 'mysql') => readonly string[];
}

export function createServices({ nativeFolder, resourcesFolder, env, platform, packed = () => [] }: ServicesOptions): Record<ServiceKind, Service> {
  const machine: Machine = { env, platform };
  const binaries = join(nativeFolder, 'bin');
  return {
    postgres: createPostgresService(machine, { templates: join(nativeFolder, 'templates') }),
    redis: createRedisService(machine, { binaries }),
    mongo: createMongoService(machine, {
      binaries,
      // A pack's, the learner's own, else the one that came with the app or was installed by its set-up.
      get standIns() { return [...packed('mongo'), join(nativeFolder, 'mongo'), join(resourcesFolder, 'native', 'mongo')]; },
      recipes: join(resourcesFolder, 'images'),
    }),
    mysql: createMysqlService(machine, {
      templates: join(nativeFolder, 'templates'),
      get unpacked() { return [...packed('mysql'), join(nativeFolder, 'mysql'), join(resourcesFolder, 'native', 'mysql')]; },
    }),
  };
}
