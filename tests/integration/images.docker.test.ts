/** What our images promise, held against the real ones: the contract, the password, the limits, data that stays. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import Dockerode from 'dockerode';
import { MongoClient } from 'mongodb';
import mysql from 'mysql2/promise';
import pg from 'pg';
import { createClient } from 'redis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildImages } from '../../src/core/images/build-images.ts';
import { imageReferences } from '../../src/core/images/image-references.ts';
import { listImages } from '../../src/core/images/list-images.ts';

const docker = new Dockerode();
const recipesFolder = join(import.meta.dirname, '../../resources/images');
const name = `bb-images-${randomUUID().slice(0, 8)}`;
let network: Dockerode.Network;
let references: Map<string, string>;

beforeAll(async () => {
  network = await docker.createNetwork({ Name: name, Labels: { 'dev.backbench.test': name } });
  references = new Map((await imageReferences(recipesFolder)).map((image) => [image.name, image.reference]));
});
afterAll(async () => {
  const left = await docker.listContainers({ all: true, filters: { label: [`dev.backbench.test=${name}`] } });
  await Promise.all(left.map(({ Id }) => docker.getContainer(Id).remove({ force: true })));
  await network.remove();
});

/** Made as the engine makes them: no capability, no new privileges, little memory. */
async function start(image: string, env: Record<string, string>): Promise<Dockerode.Container> {
  const container = await docker.createContainer({
    Image: references.get(image)!,
    Env: Object.entries(env).map(([key, value]) => `${key}=${value}`),
    Labels: { 'dev.backbench.test': name },
    HostConfig: { NetworkMode: name, CapDrop: ['ALL'], SecurityOpt: ['no-new-privileges'], Memory: 256 * 2 ** 20, PidsLimit: 128 },
  });
  await container.start();
  return container;
}

const address = async (container: Dockerode.Container) => (await container.inspect()).NetworkSettings.Networks[name]!.IPAddress;

/** Asks until it is answered, at most ten seconds. */
async function answer<T>(ask: () => Promise<T>): Promise<T> {
  const since = performance.now();
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (performance.now() - since > 10_000) throw error;
      await new Promise((resolve) => { setTimeout(resolve, 20); });
    }
  }
}

const password = `p'a\\s "$x`;

interface Kind {
  image: string;
  env: Record<string, string>;
  /** Writes a value if there is none, and reads it. @throws when the password is wrong */
  query(host: string, password: string): Promise<string>;
  refusal: RegExp;
  memory: string;
}

const kinds: Kind[] = [
  {
    image: 'postgres',
    env: { POSTGRES_USER: 'Le"arner', POSTGRES_PASSWORD: password, POSTGRES_DB: 'my l"ab' },
    async query(host, given) {
      const client = new pg.Client({ host, user: 'Le"arner', password: given, database: 'my l"ab', connectionTimeoutMillis: 1_000 });
      client.on('error', () => {});
      try {
        await client.connect();
        await client.query('CREATE TABLE IF NOT EXISTS kept AS SELECT $$it stayed$$ AS value');
        return (await client.query<{ value: string }>('SELECT value FROM kept')).rows[0]!.value;
      } finally {
        await client.end();
      }
    },
    refusal: /password authentication failed/,
    memory: 'POSTGRES_PASSWORD',
  },
  {
    image: 'redis',
    env: { REDIS_PASSWORD: password },
    async query(host, given) {
      const client = createClient({ password: given, socket: { host, reconnectStrategy: false, connectTimeout: 1_000 } });
      client.on('error', () => {});
      try {
        await client.connect();
        await client.set('kept', 'it stayed', { condition: 'NX' });
        return (await client.get('kept'))!;
      } finally {
        client.destroy();
      }
    },
    refusal: /WRONGPASS/,
    memory: 'REDIS_PASSWORD',
  },
  {
    image: 'mongo',
    env: { MONGO_INITDB_ROOT_USERNAME: 'root', MONGO_INITDB_ROOT_PASSWORD: password },
    async query(host, given) {
      const client = new MongoClient(`mongodb://root:${encodeURIComponent(given)}@${host}/?directConnection=true`, { serverSelectionTimeoutMS: 1_000 });
      try {
        const kept = client.db('lab').collection<{ _id: number; value: string }>('kept');
        await kept.updateOne({ _id: 1 }, { $setOnInsert: { value: 'it stayed' } }, { upsert: true });
        return (await kept.findOne({ _id: 1 }))!.value;
      } finally {
        await client.close();
      }
    },
    refusal: /[Aa]uthentication failed/,
    memory: 'MONGO_INITDB_ROOT_PASSWORD',
  },
  {
    image: 'mysql',
    env: { MYSQL_ROOT_PASSWORD: password, MYSQL_DATABASE: 'my l`ab', MYSQL_USER: "le'arner", MYSQL_PASSWORD: password },
    async query(host, given) {
      const client = await mysql.createConnection({ host, user: "le'arner", password: given, database: 'my l`ab', connectTimeout: 1_000, rowsAsArray: true });
      try {
        await client.query("CREATE TABLE IF NOT EXISTS kept (id INT PRIMARY KEY, value TEXT)");
        await client.query("INSERT INTO kept VALUES (1, 'it stayed') ON DUPLICATE KEY UPDATE id = id");
        const [rows] = await client.query<mysql.RowDataPacket[]>('SELECT value FROM kept');
        return String((rows[0] as unknown as unknown[])[0]);
      } finally {
        client.destroy();
      }
    },
    refusal: /Access denied/,
    memory: 'MYSQL_ROOT_PASSWORD',
  },
];

describe.each(kinds)('$image', ({ image, env, query, refusal, memory }) => {
  test('serves with this session\'s password only, and keeps its data over stop and kill', async () => {
    const container = await start(image, env);
    expect(await answer(async () => query(await address(container), password))).toBe('it stayed');
    await expect(query(await address(container), 'wrong')).rejects.toThrow(refusal);

    await container.stop({ t: 10 });
    expect((await container.inspect()).State.ExitCode).toBe(0);
    await container.start();
    expect(await answer(async () => query(await address(container), password))).toBe('it stayed');

    await container.kill();
    await container.start();
    expect(await answer(async () => query(await address(container), password))).toBe('it stayed');
  });

  test('does not run without a password, and says which variable is missing', async () => {
    const container = await start(image, {});
    const { StatusCode } = await container.wait() as { StatusCode: number };
    expect(StatusCode).toBe(2);
    const log = await container.logs({ stdout: true, stderr: true });
    expect(log.toString()).toContain(memory);
  });

  test('holds no secret in its image, no volume, and a user that is not root', async () => {
    const { Config } = await docker.getImage(references.get(image)!).inspect();
    expect(Config.Volumes ?? {}).toEqual({});
    expect(Config.User).not.toMatch(/^(0|root)?(:|$)/);
    expect(Config.Labels).toMatchObject({ 'dev.backbench.image': image });
    expect((Config.Env ?? []).join('\n')).not.toMatch(/PASSWORD/);
  });

  test('shows the password in no process\'s command line and in no log', async () => {
    const container = await start(image, env);
    await answer(async () => query(await address(container), password));
    const { Processes } = await container.top() as { Processes: string[][] };
    expect(Processes.flat().join('\n')).not.toContain(password);
    expect((await container.logs({ stdout: true, stderr: true })).toString()).not.toContain(password);
  });
});

test('listing finds all images; building again builds nothing', async () => {
  const signal = AbortSignal.timeout(60_000);
  const listed = await listImages({ docker, recipesFolder, signal });
  expect(listed.filter(({ present }) => !present)).toEqual([]);
  const built = await buildImages({ docker, recipesFolder, env: process.env, platform: process.platform, isRoot: false, signal });
  expect(built.map((image) => [image.name, image.built])).toEqual(listed.map((image) => [image.name, false]));
});

test('an image that is not here and not ours is listed as missing, and nothing is fetched', async () => {
  const signal = AbortSignal.timeout(60_000);
  const reference = `backbench.invalid/nothing:${name}`;
  const listed = await listImages({ docker, recipesFolder, overrides: { redis: reference }, signal });
  expect(listed.find((image) => image.name === 'redis')).toMatchObject({ reference, ours: false, present: false, id: null });
  expect(await buildImages({ docker, recipesFolder, names: ['redis'], overrides: { redis: reference }, env: {}, platform: process.platform, isRoot: false, signal })).toEqual([]);
});
