/** Privacy in the window: what is kept, all of it as a copy, and its erasure while the app is open. */
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FORGET_WINDOW } from '../../shared/host-protocol.ts';
import type { PrivacyView, TakeMessage } from '../../shared/privacy-contract.ts';
import type { Core } from '../core.ts';
import { createNotices, latest } from '../latest.ts';
import { APP_OPEN, type ProfileDesk } from '../profiles/profile-desk.ts';
import { FIRST_PROFILE, profilesFolder } from '../profiles/profiles.ts';
import { removeProfile } from '../profiles/remove-profile.ts';
import type { Terminals } from '../terminal/terminals.ts';
import { heldData } from './held-data.ts';

/** Ending labs and removing their data from every engine, in milliseconds. */
const ERASE_MS = 120_000;

/** Needs no core: who may use this machine may know what it keeps. */
export async function lookAtHeld(desk: ProfileDesk, signal: AbortSignal): Promise<PrivacyView> {
  const { open, root, contact } = desk;
  const folder = open?.folder ?? root;
  const places = (await heldData(folder, signal)).map(({ name, about, paths, bytes, files }) => ({ name, about, paths, bytes, files }));
  return { folder, learner: open === null ? null : { name: open.name, hasPin: open.hasPin }, contact, places };
}

/**
 * Copies all that is held to the place that was chosen, telling how far it is. Ending early leaves nothing there.
 * @throws BackbenchError PATH_REFUSED, FILE_CHANGED, DISK_FULL, DATA_FOLDER_UNUSABLE
 */
export async function* takeHeld(core: Core, token: string, signal: AbortSignal): AsyncGenerator<TakeMessage, void, void> {
  const target = core.chosen.take('save', token);
  const left = new AbortController();
  const notices = createNotices();
  let now: TakeMessage = { bytes: 0, of: 0 };
  let done = false;
  const work = core.privacy.copy(target, AbortSignal.any([signal, left.signal]), (bytes, of) => {
    now = { bytes, of };
    notices.notify();
  }).finally(() => {
    done = true;
    notices.notify();
  });
  work.catch(() => undefined);
  try {
    for await (const message of latest(notices.subscribe, () => now, signal)) {
      yield message;
      if (done) break;
    }
    await work;
  } finally {
    left.abort();
    await work.catch(() => undefined);
  }
}

/**
 * Erases all that is held about whoever is open: their labs end, then database, files, logs and copies go. What the
 * browser holds goes when the app is closed, and again at its next start. Nothing can be done with the core after that.
 * @throws BackbenchError PIN_WRONG, PIN_WAIT, DATA_IN_USE: nothing is erased. ERASE_INCOMPLETE; an engine's error
 */
export async function eraseOpen({ core, terminals, desk }: { core: Core; terminals: Terminals; desk: ProfileDesk }, pin: string | null): Promise<string[]> {
  const signal = AbortSignal.timeout(ERASE_MS);
  const { root } = desk;
  const profile = await desk.owner(pin);
  const first = profile.id === FIRST_PROFILE;
  const spare = first ? APP_OPEN : [];
  const settle = async (): Promise<void> => {
    await desk.endKeeping();
    await terminals.dispose();
    await core.sessions.close(signal);
  };
  const erase: Core['privacy']['erase'] = (within, names = []) => core.privacy.erase(within, names, settle);
  // Before anything is gone: whoever is interrupted has kept too little of the window rather than too much.
  if (first) await writeFile(join(root, FORGET_WINDOW), '');
  // A name that stands above a class stays.
  const named = existsSync(profilesFolder(root)) && !existsSync(join(core.dataFolder, 'classes'));
  try {
    return named ? await removeProfile({ root, profile, core: { privacy: { ...core.privacy, erase } }, spare }, signal) : await erase(signal, [...spare, 'profile.json']);
  } catch (error) {
    // Nothing was begun: the window keeps what it has.
    if (first && !desk.hasEnded) await rm(join(root, FORGET_WINDOW), { force: true });
    throw error;
  }
}
