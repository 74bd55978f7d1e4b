/** Reads the administrator's policy, and holds the settings to it. A file that can't be understood is an error: it must not count as none. */
import { readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { BackbenchError } from '../shared/errors.ts';
import type { EngineKind } from '../shared/lab-format.ts';
import { policySchema, type PolicyView } from '../shared/policy.ts';
import type { Settings } from '../shared/views.ts';
import type { SettingsStore } from './progress/settings.ts';

/** A policy is a few lines; more is no policy. In bytes. */
const LIMIT_BYTES = 64 * 1024;

/**
 * @param path of the file; undefined where no policy can be
 * @returns null when there is no such file
 * @throws BackbenchError POLICY_INVALID with everything that is wrong
 */
export function readPolicy(path: string | undefined): PolicyView | null {
  if (path === undefined) return null;
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw new BackbenchError('POLICY_INVALID', { path, problems: [message] }, { cause: error });
  }
  if (text.length > LIMIT_BYTES) throw new BackbenchError('POLICY_INVALID', { path, problems: [`larger than ${LIMIT_BYTES / 1024} KiB`] });
  let value: unknown;
  try {
    // Notepad and other editors put a mark of the encoding before the text.
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new BackbenchError('POLICY_INVALID', { path, problems: [(error as Error).message] }, { cause: error });
  }
  const parsed = policySchema.safeParse(value);
  if (!parsed.success) {
    throw new BackbenchError('POLICY_INVALID', { path, problems: parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`) });
  }
  const { packFolder } = parsed.data;
  if (packFolder !== undefined && !isAbsolute(packFolder)) throw new BackbenchError('POLICY_INVALID', { path, problems: ['packFolder: not an absolute path'] });
  return { ...parsed.data, path };
}

/** Settings whose engine is the policy's. @param own the learner's */
export function settingsUnder(policy: PolicyView | null, own: SettingsStore): SettingsStore {
  const engine = policy?.engine;
  if (policy === null || engine === undefined) return own;
  return {
    get: () => ({ ...own.get(), engine }),
    set(change) {
      // Refused, not ignored: whoever changes it is to know why nothing happens.
      if (change.engine !== undefined && change.engine !== engine) throw new BackbenchError('SET_BY_ADMINISTRATOR', { what: 'engine', path: policy.path });
      const { engine: _same, ...rest } = change;
      return { ...own.set(rest), engine };
    },
  };
}

/**
 * The engine that a start is held to, whoever asks for it.
 * @param asked for this start alone; null where nobody asked
 * @param settings as {@link settingsUnder} gives them
 * @returns null where the machine decides
 * @throws BackbenchError SET_BY_ADMINISTRATOR for another than the policy's
 */
export function engineUnder(policy: PolicyView | null, asked: EngineKind | null, settings: Pick<Settings, 'engine'>): EngineKind | null {
  if (asked !== null) mustAllowEngine(policy, asked);
  return asked ?? (settings.engine === 'auto' ? null : settings.engine);
}

/** @throws BackbenchError SET_BY_ADMINISTRATOR where labs are to run on another engine; a policy that says `auto` lets both run */
export function mustAllowEngine(policy: PolicyView | null, engine: EngineKind): void {
  if (policy?.engine !== undefined && policy.engine !== 'auto' && policy.engine !== engine) {
    throw new BackbenchError('SET_BY_ADMINISTRATOR', { what: 'engine', path: policy.path });
  }
}

/** @throws BackbenchError SET_BY_ADMINISTRATOR where packs are not to be imported */
export function mustAllowUpdates(policy: PolicyView | null): void {
  if (policy?.updates === false) throw new BackbenchError('SET_BY_ADMINISTRATOR', { what: 'updates', path: policy.path });
}

/** @throws BackbenchError SET_BY_ADMINISTRATOR where nothing is to go over the local network */
export function mustAllowRoom(policy: PolicyView | null): void {
  if (policy?.room === false) throw new BackbenchError('SET_BY_ADMINISTRATOR', { what: 'room', path: policy.path });
}
