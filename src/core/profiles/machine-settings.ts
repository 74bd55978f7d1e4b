/** Settings of a profile, but for the one that is the machine's: the memory that all labs may use together. */
import type { SettingsStore } from '../progress/settings.ts';
import { memoryOfFirst, readMachineMemory, writeMachineMemory } from './machine-memory.ts';

export interface MachinePlaces {
  /** The data folder of the machine, and that of the profile: the same for the first one. */
  root: string;
  dataFolder: string;
  nativeBinding: string | undefined;
}

/** @throws BackbenchError DISK_FULL, DATA_FOLDER_UNUSABLE */
export function machineSettings(own: SettingsStore, { root, dataFolder, nativeBinding }: MachinePlaces): SettingsStore {
  // What the first learner had set holds for those who came later, too.
  if (root !== dataFolder && readMachineMemory(root) === undefined) writeMachineMemory(root, memoryOfFirst(root, nativeBinding));
  const get: SettingsStore['get'] = () => {
    const settings = own.get();
    const memoryMb = readMachineMemory(root);
    return memoryMb === undefined ? settings : { ...settings, memoryMb };
  };
  return {
    get,
    set(change) {
      own.set(change);
      if (change.memoryMb !== undefined) writeMachineMemory(root, change.memoryMb);
      return get();
    },
  };
}
