/** `backbench pack create | inspect | verify | import | update | list`. */
import { join, resolve } from 'node:path';
import { toErrorReport } from '../../shared/errors.ts';
import { describeError } from '../../shared/messages.ts';
import { formatBytes, formatDuration } from '../../shared/messages-format.ts';
import { openAssignment } from '../../core/assignments/assignment-file.ts';
import { imageReferencesOf, labParts, nativeParts, toolParts, type Wanted } from '../../core/packs/pack-parts.ts';
import type { TransferProgress } from '../../core/packs/transfer-progress.ts';
import type { ImportResult } from '../../core/packs/import-pack.ts';
import { count, EXIT, type ExitCode, type Output } from '../output.ts';
import type { Context } from '../index.ts';
import { cliWords } from '../words.ts';

export interface CreateChoice { id: string; title?: string; sequence?: number; labs?: string[]; images?: string[]; native?: string[]; tools?: string[]; since?: string; assignments?: string[]; key?: string }

const wanted = (names: string[] | undefined): Wanted | null => (names === undefined ? null : names.length === 1 && names[0] === 'all' ? 'all' : names);

/** One line of progress: what, how much, how fast, how long still. */
export function progressLine({ doing, item, bytes, totalBytes, bytesPerSecond, secondsLeft }: TransferProgress): string {
  const amount = totalBytes > 0 ? `${formatBytes(bytes)} of ${formatBytes(totalBytes)}` : formatBytes(bytes);
  const left = secondsLeft === null || totalBytes === 0 ? '' : `, ${formatDuration(secondsLeft * 1000)} left`;
  return `${doing} ${item}: ${amount}, ${formatBytes(bytesPerSecond)}/s${left}`;
}

export async function createPack({ core, output, signal }: Context, file: string, choice: CreateChoice, resourcesFolder: string): Promise<ExitCode> {
  const places = { catalog: core.catalog(), resourcesFolder, nativeFolder: join(core.sharedFolder, 'native') };
  const [labs, native, tools, images] = [wanted(choice.labs), wanted(choice.native), wanted(choice.tools), wanted(choice.images)];
  const folders = [
    ...(labs === null ? [] : labParts(places, labs)), ...(native === null ? [] : nativeParts(places, native)), ...(tools === null ? [] : toolParts(places, tools)),
  ];
  const known = images === null ? [] : (await core.images.list(signal)).filter(({ present }) => present).map(({ name, reference }) => [name, reference] as const);
  const made = await (await core.packs()).create({
    target: resolve(file), id: choice.id, title: choice.title ?? choice.id, sequence: choice.sequence ?? null, folders,
    assignments: await Promise.all((choice.assignments ?? []).map((path) => openAssignment(resolve(path)))),
    images: images === null ? [] : imageReferencesOf(new Map(known), images), since: choice.since === undefined ? null : resolve(choice.since), key: choice.key ?? null,
    signal, onProgress: (progress) => { output.progress(progressLine(progress)); },
  });
  output.data(made);
  output.progress('');
  output.say(`${resolve(file)}: ${formatBytes(made.fileBytes)} for ${formatBytes(made.contentBytes)} of content, ${count(made.items.length, 'item')}.`);
  output.say(`Signed with ${made.fingerprint}. Tell this to whoever imports the pack, by another way than the pack itself.`);
  return EXIT.passed;
}

export async function inspectPack({ core, output }: Context, file: string): Promise<ExitCode> {
  const view = await (await core.packs()).inspect(resolve(file));
  output.data(view);
  output.say(`${view.title} (${view.id}), number ${String(view.sequence)}, made ${view.createdAt.slice(0, 10)}${view.base === null ? '' : `, an update of number ${String(view.base)}`}`);
  output.say(`Key ${view.fingerprint}, ${view.trusted === null ? 'not trusted here' : `trusted as "${view.trusted}"`}. On this machine: ${view.installed === null ? 'no' : `number ${String(view.installed)}`}.`);
  for (const { item, bytes, storedBytes } of view.items) output.say(`  ${item.padEnd(56)} ${formatBytes(bytes).padStart(9)} ${storedBytes === 0 && bytes > 0 ? 'not in this file' : formatBytes(storedBytes).padStart(9)}`);
  if (view.refusal !== null) {
    const words = describeError(view.refusal, cliWords);
    output.say(`It would not be imported. ${words.title}. ${words.next}`);
  }
  return EXIT.passed;
}

/** Not right yet: the pack is damaged, or was changed. */
export async function verifyPack({ core, output, signal }: Context, file: string): Promise<ExitCode> {
  try {
    const { contents, bytes } = await (await core.packs()).verify(resolve(file), signal, (progress) => { output.progress(progressLine(progress)); });
    output.data({ ok: true, contents, bytes });
    output.progress('');
    output.say(`${count(contents, 'content')} (${formatBytes(bytes)}): all as signed.`);
    return EXIT.passed;
  } catch (error) {
    const report = toErrorReport(error);
    if (!['PACK_INVALID', 'PACK_DAMAGED', 'PACK_SIGNATURE_WRONG', 'PACK_ENTRY_REFUSED'].includes(report.code)) throw error;
    output.data({ ok: false, error: report });
    output.progress('');
    const words = describeError(report, cliWords);
    output.say(`${words.title}\n${words.text}\n${words.next}`);
    return EXIT.notYet;
  }
}

export async function importPack({ core, output, signal }: Context, file: string, update: boolean): Promise<ExitCode> {
  return tellImported(output, await (await core.packs()).import({ path: resolve(file), update, signal, onProgress: (progress) => { output.progress(progressLine(progress)); } }));
}

export function tellImported(output: Output, { pack, items, skipped, newBytes }: ImportResult): ExitCode {
  output.data({ pack, items, skipped, newBytes });
  output.progress('');
  output.say(`${pack.title}, number ${String(pack.sequence)}: ${count(items.length, 'item')} here${newBytes === 0 ? '; all of it was here already' : ''}.`);
  for (const { item, reason } of skipped) output.say(`  left out: ${item} (${reason === 'no-engine' ? 'there is no Docker; import the pack again when there is' : 'for another kind of computer'})`);
  return EXIT.passed;
}

export async function listPacks({ core, output }: Context): Promise<ExitCode> {
  const packs = await (await core.packs()).installed();
  output.data(packs.map(({ id, title, sequence, importedAt, items }) => ({ id, title, sequence, importedAt, items: items.length })));
  for (const { id, title, sequence, items } of packs) output.say(`${id.padEnd(24)} number ${String(sequence).padEnd(6)} ${String(items.length).padStart(4)} items  ${title}`);
  if (packs.length === 0) output.say('No pack was imported yet.');
  return EXIT.passed;
}
