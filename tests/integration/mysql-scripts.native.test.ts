/** Checks of kind sql-script on a real MariaDB that the native engine runs. */
import { afterAll, beforeAll } from 'vitest';
import { describeMysqlScripts, SCRIPTS_SEED } from './mysql-scripts.ts';
import { sqlChecksWorld, type SqlChecksWorld } from './sql-checks-world.ts';

let world: SqlChecksWorld;
beforeAll(async () => { world = await sqlChecksWorld(SCRIPTS_SEED, 'mysql'); });
afterAll(() => world.dispose());

describeMysqlScripts(() => world);
