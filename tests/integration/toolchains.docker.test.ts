/**
 * The language images without a network: a small program of each stack is built, started and asked, as the
 * learner's own user, with nothing but what the image holds.
 */
import { randomUUID } from 'node:crypto';
import { chmod, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import Dockerode from 'dockerode';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { imageReferences } from '../../src/core/images/image-references.ts';
import { TOOLS, type ShellImage } from '../../src/shared/tools.ts';
import { toolDefinition } from '../../src/core/tools/tool-table.ts';

const docker = new Dockerode();
const mark = `bb-tools-${randomUUID().slice(0, 8)}`;
const PROGRAMS = join(import.meta.dirname, '../fixtures/toolchains');
/** What learners of Spring Boot start with. */
const SPRING_LAB = join(import.meta.dirname, '../../labs/server-side/rest-api/variants/spring-boot/workspace');
/** A uid that the images have never heard of, as a learner's may be. */
const UID = 12_345;

let references: Map<string, string>;
let folder: string;
beforeAll(async () => {
  references = new Map((await imageReferences(join(import.meta.dirname, '../../resources/images'))).map((image) => [image.name, image.reference]));
  folder = await mkdtemp(join(tmpdir(), `${mark}-`));
  await cp(PROGRAMS, folder, { recursive: true });
  await cp(SPRING_LAB, join(folder, 'spring-lab'), { recursive: true });
  // The container's user is neither ours nor known here.
  await chmod(folder, 0o777);
});
afterAll(async () => {
  const left = await docker.listContainers({ all: true, filters: { label: [`dev.backbench.test=${mark}`] } });
  await Promise.all(left.map(({ Id }) => docker.getContainer(Id).remove({ force: true })));
  await rm(folder, { recursive: true, force: true });
});

/** Runs a script in a copy of a program's folder; its outputs together, and how it ended. */
async function run(image: ShellImage, program: string, script: string): Promise<{ code: number; text: string }> {
  const output = new PassThrough();
  const chunks: Buffer[] = [];
  output.on('data', (chunk: Buffer) => chunks.push(chunk));
  const container = await docker.createContainer({
    Image: references.get(image)!, User: `${String(UID)}:${String(UID)}`, Labels: { 'dev.backbench.test': mark }, Tty: true,
    Cmd: ['bash', '-euc', `cp -r /programs/${program} /tmp/work && cd /tmp/work\n${script}`],
    HostConfig: {
      NetworkMode: 'none', CapDrop: ['ALL'], SecurityOpt: ['no-new-privileges'], Memory: 1024 * 2 ** 20, PidsLimit: 512, Binds: [`${folder}:/programs:ro`],
    },
  });
  const stream = await container.attach({ stream: true, stdout: true, stderr: true });
  stream.pipe(output);
  await container.start();
  const { StatusCode } = await container.wait() as { StatusCode: number };
  await container.remove();
  return { code: StatusCode, text: Buffer.concat(chunks).toString() };
}

/** Starts a server in the background and asks it until it answers. */
const serve = (start: string): string => `
${start} > server.log 2>&1 &
for try in $(seq 300); do
  if answer=$(curl -sf http://127.0.0.1:8000/teas/7); then echo "ANSWER $answer"; exit 0; fi
  kill -0 $! 2> /dev/null || { echo 'it ended'; cat server.log; exit 1; }
  sleep 0.2
done
cat server.log; exit 1`;

const PROOFS: [name: string, image: ShellImage, program: string, script: string][] = [
  ['Flask', 'shell-python', 'flask', `pytest -q -p no:cacheprovider\n${serve('flask --app shop run --port 8000')}`],
  ['Django', 'shell-python', 'django', `python manage.py test\n${serve('python manage.py runserver --noreload 8000')}`],
  ['Spring Boot with Hibernate', 'shell-java', 'spring-boot', `mvn -o -q package\n${serve('java -jar target/shop-1.jar')}`],
  ['Gin', 'shell-go', 'gin', `go build -o shop . && go test ./...\n${serve('./shop')}`],
  ['Express', 'shell', 'express', serve('node shop.mjs')],
];

describe.each(PROOFS)('%s', (_name, image, program, script) => {
  test('builds, passes its tests and answers without a network', async () => {
    const { code, text } = await run(image, program, script);
    expect(text).toContain('ANSWER {"id":7,"name":"Masala Chai"}');
    expect(code).toBe(0);
  });
});

test('the Spring program of the course starts from the archive of classes', async () => {
  // The JVM ends where the archive does not fit the class path; a learner's start goes on without.
  const { code, text } = await run('shell-java', 'spring-lab', 'mvn -o -q compile && java -Xshare:on --version @.build/catalogue.args');
  expect(text).toContain('sharing');
  expect(code).toBe(0);
});

test.each(['shell', 'shell-python', 'shell-java', 'shell-go'] as const)('%s holds every tool that the table promises, in the version that labs need', async (image) => {
  const tools = Object.entries(TOOLS).filter(([, its]) => its === image).map(([tool]) => tool as keyof typeof TOOLS);
  const asks = tools.map((tool) => ({ tool, ...toolDefinition(tool) })).filter(({ cache }) => cache === undefined);
  const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;
  const { text } = await run(image, 'express', asks.map(({ tool, program, ask }) => `echo "<${tool}>"; ${[program, ...ask].map(quoted).join(' ')} || echo failed`).join('\n'));
  for (const { tool, version } of asks) {
    const said = text.split(`<${tool}>`)[1]?.split(/<[a-z-]+\d?>/)[0] ?? '';
    expect(version.exec(said), `${tool}: ${said}`).not.toBeNull();
  }
});
