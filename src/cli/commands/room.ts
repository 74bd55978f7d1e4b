/** `backbench room serve | look | import | hand-in`. */
import { once } from 'node:events';
import { resolve } from 'node:path';
import { BackbenchError } from '../../shared/errors.ts';
import { formatBytes } from '../../shared/messages-format.ts';
import type { RoomPlace } from '../../shared/room-contract.ts';
import { fingerprintDigits } from '../../core/packs/trusted-keys.ts';
import { count, EXIT, type ExitCode } from '../output.ts';
import type { Context } from '../index.ts';
import { progressLine, tellImported } from './pack.ts';

export interface ImportChoice { pack?: string; trust?: string; name?: string; commands?: boolean }

/** Serves until the signal; that is how it is meant to end. */
export async function serveRoom({ core, output, signal }: Context, packs: readonly string[], { className, port }: { className: string | null; port: number | null }): Promise<ExitCode> {
  await core.room.open({ packs: packs.map((path) => resolve(path)), className, port });
  const open = core.room.view();
  if (open.state === 'closed') return EXIT.couldNotRun;
  output.data({ addresses: open.addresses, code: open.code, className, packs: open.packs });
  output.say(`Serving ${packs.length === 0 ? 'no pack' : count(packs.length, 'pack')} to the room${className === null ? '' : `, and collecting progress for the class ${className}`}. Ctrl-C ends it.`);
  for (const address of open.addresses) output.say(`  Address: ${address}`);
  output.say(`  Code:    ${open.code}`);
  for await (const view of core.room.watch(signal)) {
    if (view.state === 'closed') break;
    const here = view.guests.filter(({ connections }) => connections > 0).length;
    output.progress(`${String(here)} connected, ${String(view.guests.length)} seen; ${formatBytes(view.bytes)} sent, ${formatBytes(view.bytesPerSecond)}/s; ${String(view.guests.reduce((sum, each) => sum + each.handedIn.length, 0))} handed in`);
  }
  if (!signal.aborted) await once(signal, 'abort');
  await core.room.close();
  return EXIT.passed;
}

export async function lookAtRoom({ core, output, signal }: Context, place: RoomPlace): Promise<ExitCode> {
  const { address, className, packs } = await core.room.join(place, signal);
  output.data({ address, className, packs });
  for (const { id, title, sequence, bytes } of packs) output.say(`${id.padEnd(24)} number ${String(sequence).padEnd(6)} ${formatBytes(bytes).padStart(9)}  ${title}`);
  if (packs.length === 0) output.say('No packs are served there.');
  output.say(className === null ? 'No progress is collected there.' : `Progress is collected for the class ${className}.`);
  return EXIT.passed;
}

/** @throws BackbenchError PACK_ITEM_UNKNOWN when it is not clear which pack is meant; PACK_KEY_UNKNOWN when its key has another fingerprint */
export async function importFromRoom({ core, output, signal }: Context, place: RoomPlace, { pack: id, trust, name, commands }: ImportChoice): Promise<ExitCode> {
  const room = await core.room.join(place, signal);
  const [only] = id === undefined && room.packs.length === 1 ? room.packs : room.packs.filter((each) => each.id === id);
  if (only === undefined) throw new BackbenchError('PACK_ITEM_UNKNOWN', { kind: 'pack', name: id ?? '', known: room.packs.map((each) => each.id) });
  const pack = room.pack(only);
  const packs = await core.packs();
  if (trust !== undefined) {
    const view = await packs.inspect(pack);
    if (fingerprintDigits(trust) !== fingerprintDigits(view.fingerprint)) throw new BackbenchError('PACK_KEY_UNKNOWN', { pack: view.id, fingerprint: view.fingerprint });
    await packs.trusted.trust({ key: view.key, name: name ?? view.title, commands: commands === true });
  }
  const result = await packs.import({ path: pack, update: false, signal, onProgress: (progress) => { output.progress(progressLine(progress)); } });
  return tellImported(output, result);
}

export async function handInToRoom({ core, output, signal }: Context, place: RoomPlace, { name, withWork }: { name?: string; withWork?: boolean }): Promise<ExitCode> {
  const room = await core.room.join(place, signal);
  const { bytes, content } = await core.progress.export({ ...(name === undefined ? {} : { pseudonym: name }), withWork: withWork === true }, signal);
  const { outcome } = await room.handIn(bytes, signal);
  output.data({ address: room.address, className: room.className, pseudonym: content.pseudonym, events: content.events.length, outcome });
  output.say(`Handed in as ${content.pseudonym} to the class ${room.className ?? ''}: ${count(content.events.length, 'event')}${outcome === 'known' ? '; nothing of it was new there' : ''}.`);
  return EXIT.passed;
}
