/** For a test: imports a pack once it is told to, in a process of its own that can be killed. */
import { realDisk } from './disk.ts';
import { importPack } from './import-pack.ts';
import { createTrustedKeys } from './trusted-keys.ts';
import { createChunkCodec } from './zstd-frame.ts';

const [path = '', packsFolder = ''] = process.argv.slice(2);
process.once('message', () => {
  void importPack({
    path, packsFolder, disk: realDisk, codec: createChunkCodec(), keys: createTrustedKeys(packsFolder, realDisk, Date.now), findEngine: () => Promise.resolve(null), platform: 'linux-x64',
    update: false, now: Date.now, signal: new AbortController().signal, onProgress: () => undefined,
  }).then(() => { process.disconnect(); });
});
process.send?.('ready');
