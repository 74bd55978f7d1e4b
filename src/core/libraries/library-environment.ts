/** The variables by which programs in a lab find the libraries that were added to this machine. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { presentLibraries, type PackedLibraries } from './library-folders.ts';
import { springArchive } from './spring-archive.ts';
import { STACKS, type Stack } from './stacks.ts';

/** What a stack adds: variables, and folders of programs. */
interface Additions {
  env: Record<string, string>;
  programs: string[];
}

const OF_STACK: Readonly<Record<Stack, (folder: string, own: Record<string, string>, resourcesFolder: string) => Additions>> = {
  // Node finds packages by folders, see shell-environment.ts.
  javascript: () => ({ env: {}, programs: [] }),
  python: (folder, own) => ({
    env: {
      PYTHONPATH: [join(folder, 'packages'), own['PYTHONPATH']].filter(Boolean).join(delimiter),
      // The libraries are compiled already; what Python compiles of a lab's few files would litter the workspace.
      PYTHONDONTWRITEBYTECODE: '1', PYTHONUNBUFFERED: '1',
    },
    programs: [join(folder, 'packages', 'bin')],
  }),
  // As in the image: what a program imports is taken from here, and nothing is looked for elsewhere.
  go: (folder) => ({
    env: {
      GOMODCACHE: join(folder, 'modules'), GOFLAGS: '-mod=mod', GOPROXY: 'off', GOSUMDB: 'off', GOTOOLCHAIN: 'local', GOTELEMETRY: 'off',
      CGO_ENABLED: '0', GIN_MODE: 'release',
    },
    programs: [],
  }),
  java: (folder, own, resourcesFolder) => ({
    env: {
      // MAVEN_ARGS is for Maven 3.9 and later; earlier ones are made offline by -o.
      MAVEN_OPTS: [own['MAVEN_OPTS'], `-Dmaven.repo.local=${quoted(join(folder, 'repository'))}`].filter(Boolean).join(' '),
      MAVEN_ARGS: '--offline --batch-mode --no-transfer-progress',
      // Read by the readiness of labs.
      BACKBENCH_MAVEN_REPOSITORY: join(folder, 'repository'),
      // Named by Spring programs at their start; where there is none, or none that fits, the JVM starts without.
      BACKBENCH_SPRING_CLASSES: springArchive(resourcesFolder),
      CLASSPATH: ['.', join(folder, 'junit-console.jar')].join(delimiter),
    },
    programs: [],
  }),
};

/** Maven's own script splits the options at spaces, and honours quotation marks. */
const quoted = (path: string): string => (path.includes(' ') ? `"${path}"` : path);

/**
 * @param own the environment so far
 * @returns what to add to it; nothing for stacks whose libraries are not there
 */
export function libraryEnvironment(resourcesFolder: string, own: Record<string, string>, packed?: PackedLibraries): Additions {
  const all = STACKS.map((stack) => {
    const folder = presentLibraries(resourcesFolder, stack, packed);
    return folder === null ? { env: {}, programs: [] } : OF_STACK[stack](folder, own, resourcesFolder);
  });
  return {
    env: Object.assign({}, ...all.map(({ env }) => env)) as Record<string, string>,
    programs: all.flatMap(({ programs }) => programs).filter((folder) => existsSync(folder)),
  };
}
