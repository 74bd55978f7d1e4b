/**
 * The three kinds of tests: unit (beside the code), integration (real engines), e2e (the real app).
 * `*.docker.test.ts` needs a Docker engine; scripts/test.mjs runs those only where one answers.
 */
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** A service that must be started first may take this long on a slow machine. */
const INTEGRATION_TIMEOUT_MS = 120_000;
/** A whole journey in the app. */
const E2E_TIMEOUT_MS = 180_000;

/**
 * Tests on real servers and in the real app depend on the machine's moods. One that passes at its second try counts as
 * passed, and `npm test` names it with what it said first, so that it is mended and not forgotten. Unit tests get none.
 */
const SECOND_TRY = 1;

/** The checkout may belong to somebody else than the user who runs the tests. */
const cache = join(tmpdir(), `backbench-vitest-${userInfo().username}`);

export default defineConfig({
  cacheDir: cache,
  test: {
    fsModuleCachePath: join(cache, 'modules'),
    // A test that hangs must not hang the run.
    teardownTimeout: 30_000,
    // A stray `.only` would make every other test of a file pass by not running.
    allowOnly: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'scripts/**/*.test.ts', 'tests/*.test.ts'],
          testTimeout: 10_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          testTimeout: INTEGRATION_TIMEOUT_MS,
          hookTimeout: INTEGRATION_TIMEOUT_MS,
          retry: SECOND_TRY,
          pool: 'forks',
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          testTimeout: E2E_TIMEOUT_MS,
          hookTimeout: E2E_TIMEOUT_MS,
          retry: SECOND_TRY,
          pool: 'forks',
          // One window at a time: they share a display and two cores.
          fileParallelism: false,
        },
      },
    ],
  },
});
