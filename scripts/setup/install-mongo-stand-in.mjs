// Installs the MongoDB stand-in into resources/native/mongo. Runs on Node 24, which reads the core's TypeScript.
import { buildMongoStandIn } from '../../src/core/images/mongo-stand-in.ts';
import { inCheckout } from './paths.mjs';

const { version, built } = await buildMongoStandIn({
  recipesFolder: inCheckout('resources', 'images'),
  into: inCheckout('resources', 'native', 'mongo'),
  env: process.env,
  platform: process.platform,
  signal: new AbortController().signal,
  onText: (text) => console.log(text),
});
console.log(`${version} ${built ? 'installed' : 'was here already'}`);
