/** For a measurement: imports a pack in a process of its own and tells how much its memory grew. */
import { homedir } from 'node:os';
import { findDaemon } from '../../src/core/engines/docker/find-daemon.ts';
import { thisMachine } from '../../src/core/engines/docker/machine.ts';
import { createDockerImages } from '../../src/core/packs/docker-images.ts';
import { realDisk } from '../../src/core/packs/disk.ts';
import { importPack } from '../../src/core/packs/import-pack.ts';
import { openPack } from '../../src/core/packs/pack-reader.ts';
import { createTrustedKeys } from '../../src/core/packs/trusted-keys.ts';
import { createChunkCodec } from '../../src/core/packs/zstd-frame.ts';

const [path = '', packsFolder = ''] = process.argv.slice(2);
const { signal } = new AbortController();
/** Between two looks at the memory, in milliseconds. */
const LOOK_EVERY_MS = 20;

const codec = createChunkCodec();
const keys = createTrustedKeys(packsFolder, realDisk, Date.now);
const reader = await openPack(path, codec);
await reader.close();
await keys.trust({ key: reader.key, name: 'bench', commands: false });
const daemon = await findDaemon(thisMachine({ env: process.env, platform: process.platform, home: homedir() }), signal);
const engine = await createDockerImages(daemon, signal);
const before = process.memoryUsage().rss;
let most = before;
const looking = setInterval(() => { most = Math.max(most, process.memoryUsage().rss); }, LOOK_EVERY_MS);
const began = performance.now();
const { newBytes } = await importPack({ path, packsFolder, disk: realDisk, codec, keys, findEngine: () => Promise.resolve(engine), platform: 'linux-x64', update: false, now: Date.now, signal, onProgress: () => undefined });
const ms = performance.now() - began;
clearInterval(looking);
daemon.close();
process.send?.({ ms, newBytes, moreBytes: most - before });
process.disconnect();
