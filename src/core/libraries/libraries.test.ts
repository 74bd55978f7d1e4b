import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addLibraries } from './add-libraries.ts';
import { libraryEnvironment } from './library-environment.ts';
import { librariesFolder, MANIFEST } from './library-folders.ts';
import { STACKS, type Stack } from './stacks.ts';

let resources: string;
let programs: string;
beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bb-libraries-'));
  resources = join(folder, 'resources');
  programs = join(folder, 'programs');
  await mkdir(programs);
  await mkdir(join(resources, 'images', 'shell-python'), { recursive: true });
  await writeFile(join(resources, 'images', 'shell-python', 'requirements.txt'), 'flask==3.1.3\n');
});
afterEach(() => rm(join(resources, '..'), { recursive: true, force: true }));

/** A Python whose pip writes down what it was asked for. */
async function python(version: string, pip = 'mkdir -p "$TARGET/bin"; printf "#!/root/python3\\nimport flask\\n" > "$TARGET/bin/flask"'): Promise<void> {
  const path = join(programs, 'python3');
  await writeFile(path, `#!/bin/sh
case "$*" in
  --version) echo Python ${version};;
  *pip*) while [ "$1" != --target ]; do shift; done; TARGET=$2; ${pip};;
esac
`);
  await chmod(path, 0o755);
}

const add = (stack: Stack = 'python', signal = new AbortController().signal, path = [programs, '/usr/bin', '/bin']) =>
  addLibraries({ stack, resourcesFolder: resources, env: { PATH: path.join(delimiter) }, platform: 'linux', signal });
const here = (): Promise<string[]> => readdir(join(resources, 'native', 'libraries'));

describe.runIf(process.platform !== 'win32')('libraries of a stack', () => {
  it('are got once, again when the list or the line of Python changes, and their programs run on any Python', async () => {
    await python('3.11.2');
    expect(await add()).toEqual({ added: true, madeWith: '3.11.2' });
    expect(await readFile(join(librariesFolder(resources, 'python'), 'packages', 'bin', 'flask'), 'utf8')).toMatch(/^#!\/usr\/bin\/env python3\nimport/);
    await python('3.11.9');
    expect(await add()).toEqual({ added: false, madeWith: '3.11.2' });
    await python('3.13.1');
    expect(await add()).toEqual({ added: true, madeWith: '3.13.1' });
    await writeFile(join(resources, 'images', 'shell-python', 'requirements.txt'), 'flask==3.2.0\n');
    expect(await add()).toMatchObject({ added: true });
    expect(await here()).toEqual(['python']);
  });

  it('stay as they were when new ones can\'t be got, and the reason is told', async () => {
    await python('3.11.2');
    await add();
    await writeFile(join(resources, 'images', 'shell-python', 'requirements.txt'), 'flask==9\n');
    await python('3.11.2', 'echo "ERROR: no matching distribution" >&2; exit 1');
    await expect(add()).rejects.toMatchObject({ code: 'LIBRARIES_FAILED', details: { stack: 'Python', log: ['ERROR: no matching distribution'] } });
    expect(await here()).toEqual(['python']);
    expect(JSON.parse(await readFile(join(librariesFolder(resources, 'python'), MANIFEST), 'utf8'))).toMatchObject({ madeWith: '3.11.2' });
  });

  it('need their language, in a version for which they exist', async () => {
    await expect(add('python', undefined, [programs])).rejects.toMatchObject({ code: 'TOOL_MISSING', details: { found: null } });
    await python('3.10.12');
    await expect(add()).rejects.toMatchObject({ code: 'TOOL_MISSING', details: { tool: 'python3', found: '3.10.12', needs: '3.11' } });
  });

  it('leave nothing behind when they are interrupted', async () => {
    const abort = new AbortController();
    await python('3.11.2', 'sleep 30');
    const adding = add('python', abort.signal);
    setTimeout(() => { abort.abort(new Error('stop')); }, 300);
    await expect(adding).rejects.toThrow('stop');
    expect(await here()).toEqual([]);
  });
});

describe('the environment', () => {
  it('is as it was where nothing was added', () => {
    expect(libraryEnvironment(resources, { PATH: '/bin' })).toEqual({ env: {}, programs: [] });
  });

  it('names what was added, keeps what a person has set, and looks for nothing in a network', async () => {
    for (const stack of STACKS) {
      await mkdir(join(librariesFolder(resources, stack), 'packages', 'bin'), { recursive: true });
      await writeFile(join(librariesFolder(resources, stack), MANIFEST), '{}');
    }
    const { env, programs: folders } = libraryEnvironment(resources, { PYTHONPATH: '/mine', MAVEN_OPTS: '-Xmx1g' });
    const python = librariesFolder(resources, 'python');
    expect(env['PYTHONPATH']).toBe([join(python, 'packages'), '/mine'].join(delimiter));
    expect(env).toMatchObject({ GOPROXY: 'off', GOMODCACHE: join(librariesFolder(resources, 'go'), 'modules') });
    expect(env['MAVEN_OPTS']).toMatch(/^-Xmx1g -Dmaven\.repo\.local=/);
    expect(folders).toEqual([join(python, 'packages', 'bin')]);
  });
});
