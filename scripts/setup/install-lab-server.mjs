// Installs one server for labs without Docker into resources/native/. Runs on Node 24, which reads the core's TypeScript.
import { unpackMariaDb } from '../../src/core/images/mariadb-package.ts';
import { buildMongoStandIn } from '../../src/core/images/mongo-stand-in.ts';
import { inCheckout } from './paths.mjs';

const [id] = process.argv.slice(2);
if (id !== 'mongo' && id !== 'mysql') throw new Error(`there is no server "${id ?? ''}"`);
const options = {
  into: inCheckout('resources', 'native', id),
  env: process.env,
  platform: process.platform,
  signal: new AbortController().signal,
  onText: (/** @type {string} */ text) => console.log(text),
};
const { version, built } = id === 'mysql' ? await unpackMariaDb(options) : await buildMongoStandIn({ ...options, recipesFolder: inCheckout('resources', 'images') });
console.log(`${version} ${built ? 'installed' : 'was here already'}`);
