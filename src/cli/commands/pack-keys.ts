/** `backbench pack keys show | make | trust | forget`: whose packs are let in, and what packs are signed with. */
import { resolve } from 'node:path';
import { BackbenchError } from '../../shared/errors.ts';
import { fingerprint } from '../../core/packs/pack-header.ts';
import { EXIT, type ExitCode } from '../output.ts';
import type { Context } from '../index.ts';

export async function showKeys({ core, output }: Context): Promise<ExitCode> {
  const packs = await core.packs();
  const [signing, trusted] = await Promise.all([packs.signing.list(), packs.trusted.list()]);
  output.data({ signing: signing.map(({ name, key, fingerprint: print }) => ({ name, key, fingerprint: print })), trusted: trusted.map((each) => ({ ...each, fingerprint: fingerprint(each.key) })) });
  output.say(signing.length === 0 ? 'No key to sign with; "pack keys make NAME" makes one.' : 'Keys to sign with:');
  for (const { name, fingerprint: print } of signing) output.say(`  ${print}  ${name}`);
  output.say(trusted.length === 0 ? 'No key is trusted; "pack keys trust PACK" does that.' : 'Trusted keys:');
  for (const { key, name, commands } of trusted) output.say(`  ${fingerprint(key)}  ${name}${commands ? ', labs may run commands without a container' : ''}`);
  return EXIT.passed;
}

export async function makeKey({ core, output }: Context, name: string): Promise<ExitCode> {
  const made = await (await core.packs()).signing.make(name);
  output.data(made);
  output.say(`Made the key ${made.name}: ${made.fingerprint}`);
  return EXIT.passed;
}

/**
 * Trusts the key of a pack. Asks for nothing by itself: whoever calls it has compared the fingerprint and gives it along.
 * @throws BackbenchError PACK_KEY_UNKNOWN with the pack's fingerprint where none, or another one, was given
 */
export async function trustKey({ core, output }: Context, file: string, choice: { fingerprint?: string; name?: string; commands?: boolean }): Promise<ExitCode> {
  const view = await (await core.packs()).inspect(resolve(file));
  const given = (choice.fingerprint ?? '').toLowerCase().replace(/[^0-9a-f]/g, '');
  if (given !== view.fingerprint.replaceAll('-', '')) throw new BackbenchError('PACK_KEY_UNKNOWN', { pack: view.id, fingerprint: view.fingerprint });
  const name = choice.name ?? view.title;
  await (await core.packs()).trusted.trust({ key: view.key, name, commands: choice.commands === true });
  output.data({ key: view.key, fingerprint: view.fingerprint, name, commands: choice.commands === true });
  output.say(`Packs signed with ${view.fingerprint} are let in from now on, as "${name}".`);
  return EXIT.passed;
}

/** Packs that came with it stay. */
export async function forgetKey({ core, output }: Context, print: string): Promise<ExitCode> {
  const wanted = print.toLowerCase().replace(/[^0-9a-f]/g, '');
  const known = (await (await core.packs()).trusted.list()).find(({ key }) => fingerprint(key).replaceAll('-', '') === wanted);
  if (known === undefined) throw new BackbenchError('PACK_ITEM_UNKNOWN', { kind: 'key', name: print, known: (await (await core.packs()).trusted.list()).map(({ key }) => fingerprint(key)) });
  await (await core.packs()).trusted.forget(known.key);
  output.data({ forgotten: known.key });
  output.say(`Packs signed with ${fingerprint(known.key)} are let in no more. Those that are here stay.`);
  return EXIT.passed;
}
