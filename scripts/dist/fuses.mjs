// The fuses of the packaged app: switches inside Electron's executable that nobody can turn at run time.
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';

/** Electron checks the archive against a hash in the executable on these systems only. */
const CHECKS_ARCHIVE = process.platform === 'darwin' || process.platform === 'win32';

/**
 * As electron-builder names them. Off: to run as plain Node, to take Node's options from the environment, to be
 * inspected, rights of file: pages (the app has none), the separate V8 snapshot (the app has none). On: the app is
 * loaded from its archive alone, and the archive is checked where Electron can.
 * @type {NonNullable<import('electron-builder').Configuration['electronFuses']>}
 */
export const FUSES = {
  runAsNode: false,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: CHECKS_ARCHIVE,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
  // macOS seals the bundle by its signature, which turning fuses breaks.
  resetAdHocDarwinSignature: process.platform === 'darwin',
};

/** A fuse is one character in the executable: these, or r for one that this Electron no longer has. */
const ON = '1'.charCodeAt(0);
const OFF = '0'.charCodeAt(0);

/** The same as the executable tells them. */
const WANTED = /** @type {const} */ ([
  [FuseV1Options.RunAsNode, 'RunAsNode', FUSES.runAsNode],
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable, 'EnableNodeOptionsEnvironmentVariable', FUSES.enableNodeOptionsEnvironmentVariable],
  [FuseV1Options.EnableNodeCliInspectArguments, 'EnableNodeCliInspectArguments', FUSES.enableNodeCliInspectArguments],
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation, 'EnableEmbeddedAsarIntegrityValidation', FUSES.enableEmbeddedAsarIntegrityValidation],
  [FuseV1Options.OnlyLoadAppFromAsar, 'OnlyLoadAppFromAsar', FUSES.onlyLoadAppFromAsar],
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot, 'LoadBrowserProcessSpecificV8Snapshot', FUSES.loadBrowserProcessSpecificV8Snapshot],
  [FuseV1Options.GrantFileProtocolExtraPrivileges, 'GrantFileProtocolExtraPrivileges', FUSES.grantFileProtocolExtraPrivileges],
]);

/**
 * Reads the fuses back from an executable.
 * @param {string} executable
 * @returns {Promise<string[]>} each fuse that is not as it should be, in words; empty when all are
 */
export async function wrongFuses(executable) {
  const wire = await getCurrentFuseWire(executable);
  return WANTED.flatMap(([option, name, wanted]) => {
    const state = wire[option];
    if (Number(state) === (wanted === true ? ON : OFF)) return [];
    return [`${name} should be ${wanted === true ? 'on' : 'off'} and is ${Number(state) === ON ? 'on' : Number(state) === OFF ? 'off' : 'not in this Electron'}`];
  });
}
