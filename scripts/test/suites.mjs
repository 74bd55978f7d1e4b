// The suites of `npm test`: what each runs, what it needs, and which may run side by side.
import { existsSync, readdirSync } from 'node:fs';
import { INSPECTABLE } from '../dist/packaged-app.mjs';
import { inCheckout, nodeHere } from '../setup/paths.mjs';

/**
 * @typedef {object} Suite
 * @property {string} name also the name of its log
 * @property {string} title
 * @property {string[]} words the command, relative to the checkout
 * @property {boolean} vitest whether it writes a report with tests to count; otherwise it counts as one
 * @property {boolean} asUser whether it runs as an ordinary user: PostgreSQL and Chromium's sandbox refuse root
 * @property {{ folder: string, ending: string }} [only] there may be no such tests; then there is no such suite
 * @property {(keyof import('./machine.mjs').Lacks)[]} needs
 * @property {Record<string, string>} [env] variables to set
 * @property {number} deadlineMs
 */

const MINUTE_MS = 60_000;

/** @param {string} path in node_modules */
const tool = (path) => [nodeHere, `node_modules/${path}`];

/** @param {string} name @param {string} project @param {string[]} more */
const vitest = (name, project, more) => [
  ...tool('vitest/vitest.mjs'), 'run', '--project', project, '--configLoader', 'native',
  '--reporter=default', '--reporter=json', `--outputFile.json=out/test/${name}.json`, ...more,
];

/** @param {string} config @returns {Suite} */
const typeCheck = (config, name = 'node') => ({
  name: `typecheck-${name}`, title: `type check (${name})`, words: [...tool('typescript/bin/tsc'), '-p', config],
  vitest: false, asUser: false, needs: [], deadlineMs: 5 * MINUTE_MS,
});

/** These take root, for a Docker daemon of their own and for small disks; as root they run by themselves. */
const ROOT_TESTS = ['docker-restart.docker.test.ts', 'service-disk.docker.test.ts', 'full-disk.root.test.ts'];

/** A class in network namespaces, which take root to be joined. */
const ROOM_TEST = 'class-room.root.test.ts';

/** Installs the deb, which takes root; as root it is run by itself. */
const INSTALL_TEST = 'installed.root.test.ts';

/** What of the end-to-end suite is run against the packaged app as well: everything that differs by how it is started. */
const PACKAGED = ['journey', 'security', 'terminal', 'packs'].map((name) => `tests/e2e/${name}.test.ts`);

/** Suites in one lane run one after the other, lanes of one phase side by side: two, for two cores. @type {Suite[][][]} */
export const PHASES = [
  [
    [
      {
        name: 'integration', title: 'integration', words: vitest('integration', 'integration', ['--exclude', '**/*.docker.test.ts', '--exclude', '**/*.root.test.ts', '--maxWorkers=1']),
        vitest: true, asUser: true, needs: ['clients'], deadlineMs: 60 * MINUTE_MS,
      },
    ],
    // Short ones first: what is wrong in the code is known before the first container runs.
    [
      typeCheck('tsconfig.json'),
      typeCheck('src/renderer/tsconfig.json', 'renderer'),
      typeCheck('src/preload/tsconfig.json', 'preload'),
      typeCheck('tests/tsconfig.browser.json', 'browser tests'),
      {
        name: 'lint', title: 'lint', words: [...tool('eslint/bin/eslint.js'), '.'],
        vitest: false, asUser: false, needs: [], deadlineMs: 10 * MINUTE_MS,
      },
      {
        name: 'boundaries', title: 'boundary check',
        words: [...tool('dependency-cruiser/bin/dependency-cruise.mjs'), '--config', '.dependency-cruiser.cjs', 'src'],
        vitest: false, asUser: false, needs: [], deadlineMs: 5 * MINUTE_MS,
      },
      {
        name: 'unit', title: 'unit', words: vitest('unit', 'unit', []),
        vitest: true, asUser: true, needs: [], deadlineMs: 10 * MINUTE_MS,
      },
      {
        name: 'dist', title: 'packaging', words: [nodeHere, 'scripts/dist.mjs', 'deb', '--quick', '--for-tests'],
        vitest: false, asUser: false, needs: ['packaging'], deadlineMs: 10 * MINUTE_MS,
      },
      {
        name: 'installed', title: 'the installed package', words: vitest('installed', 'e2e', [INSTALL_TEST]),
        vitest: true, asUser: false, needs: ['installing', 'display'], deadlineMs: 10 * MINUTE_MS,
      },
      {
        name: 'integration-docker', title: 'integration with Docker', words: vitest('integration-docker', 'integration', ['.docker.test.', ...ROOT_TESTS.flatMap((name) => ['--exclude', `**/${name}`]), '--maxWorkers=1']),
        vitest: true, asUser: true, only: { folder: 'tests/integration', ending: '.docker.test.ts' }, needs: ['docker', 'images', 'clients'], deadlineMs: 60 * MINUTE_MS,
      },
      {
        name: 'class-room', title: 'a class in network namespaces', words: vitest('class-room', 'integration', [ROOM_TEST]),
        vitest: true, asUser: false, needs: ['namespaces'], deadlineMs: 10 * MINUTE_MS,
      },
      {
        name: 'integration-root', title: 'integration as root', words: vitest('integration-root', 'integration', [...ROOT_TESTS, '--maxWorkers=1']),
        vitest: true, asUser: false, needs: ['ownDaemon', 'docker', 'images'], deadlineMs: 15 * MINUTE_MS,
      },
    ],
  ],
  // Alone: journeys in the app measure and wait, and want both cores.
  [
    [
      {
        name: 'e2e', title: 'end to end', words: vitest('e2e', 'e2e', ['--exclude', '**/*.docker.test.ts', '--exclude', '**/*.root.test.ts']),
        vitest: true, asUser: true, needs: ['display'], deadlineMs: 45 * MINUTE_MS,
      },
      {
        name: 'packaged', title: 'end to end, the packaged app', words: vitest('packaged', 'e2e', PACKAGED), env: { BACKBENCH_EXECUTABLE: INSPECTABLE },
        vitest: true, asUser: true, needs: ['packaging', 'display'], deadlineMs: 20 * MINUTE_MS,
      },
      {
        name: 'e2e-docker', title: 'end to end with Docker', words: vitest('e2e-docker', 'e2e', ['.docker.test.']),
        vitest: true, asUser: true, only: { folder: 'tests/e2e', ending: '.docker.test.ts' }, needs: ['display', 'docker', 'images'], deadlineMs: 15 * MINUTE_MS,
      },
    ],
  ],
];

/** @param {Suite} suite @returns {boolean} whether there are tests of this kind at all */
export function hasTests({ only }) {
  if (only === undefined) return true;
  const folder = inCheckout(only.folder);
  return existsSync(folder) && readdirSync(folder, { recursive: true, encoding: 'utf8' }).some((name) => name.endsWith(only.ending));
}
