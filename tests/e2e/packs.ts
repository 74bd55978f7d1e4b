/** A real pack for the real app: one lab that the course does not have, signed with a key that nobody knows yet. */
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newLab } from '../../src/core/authoring/new-lab.ts';
import { createPack } from '../../src/core/packs/create-pack.ts';
import { realDisk } from '../../src/core/packs/disk.ts';
import { createSigningKeys } from '../../src/core/packs/signing-keys.ts';
import { createChunkCodec } from '../../src/core/packs/zstd-frame.ts';

export interface TestPack {
  path: string;
  /** Of the pack and of its one lab. */
  title: string;
  labTitle: string;
  fingerprint: string;
  pullOut(): Promise<void>;
  putBack(): Promise<void>;
  dispose(): Promise<void>;
}

/** @param base a folder to make it in, absolute; removed in the end */
export async function makeTestPack(base: string): Promise<TestPack> {
  const { signal } = new AbortController();
  await mkdir(join(base, 'labs'), { recursive: true });
  const { folder } = await newLab('fundamentals/greetings-from-a-stick', { labsFolder: join(base, 'labs'), schemaFile: join(base, 'schema.json') }, signal);
  const labTitle = 'Greetings from a stick';
  const yaml = join(folder, 'lab.yaml');
  await writeFile(yaml, (await readFile(yaml, 'utf8')).replace(/^title: .*$/m, `title: ${labTitle}`));
  const signing = createSigningKeys(join(base, 'maker'), realDisk);
  await signing.make('teacher');
  const path = join(base, 'class-of-june.bbpack');
  const made = await createPack({
    target: path, id: 'class-of-june', title: 'Class of June', sequence: 1, images: null, since: null, codec: createChunkCodec(), now: Date.now, signal, onProgress: () => undefined,
    folders: [{ kind: 'lab', id: 'greetings-from-a-stick', stage: 'fundamentals', version: 1, title: labTitle, folder }], keys: await signing.open('teacher'),
  });
  return {
    path, labTitle, title: 'Class of June', fingerprint: made.fingerprint,
    pullOut: () => rename(path, `${path}-away`),
    putBack: () => rename(`${path}-away`, path),
    dispose: () => rm(base, { recursive: true, force: true }),
  };
}
