/** The learner's files of a session, made from what the lab starts with. */
import { join } from 'node:path';
import type { LoadedLab } from '../catalog/catalog.ts';
import { labFolders } from '../catalog/lab-files.ts';
import { createGeneratedFiles } from '../workspace/generated-files.ts';
import { openWorkspace, type Workspace } from '../workspace/workspace.ts';
import { bringFilesBack, type TimelinePlace } from './open-timeline.ts';

export interface SessionWorkspace {
  /** Opened at the first call. */
  open(): Promise<Workspace>;
  dispose(): Promise<void>;
}

/** @param lab as the session has it when the files are opened */
export function createSessionWorkspace(lab: () => LoadedLab, place: TimelinePlace, dataFolder: string): SessionWorkspace {
  /** A promise, so that two who ask at once open it once. */
  let opened: Promise<Workspace> | null = null;
  async function open(): Promise<Workspace> {
    const loaded = lab();
    const [startFolder = '', ...overFolders] = labFolders(loaded, 'workspace');
    const workspace = await openWorkspace({
      folder: join(dataFolder, 'workspaces', place.session), startFolder, overFolders,
      generated: createGeneratedFiles(loaded.lab.files, join(dataFolder, 'generated', loaded.lab.id)),
    });
    return bringFilesBack(workspace, place);
  }
  return {
    open: () => opened ??= open().catch((error: unknown) => {
      opened = null;
      throw error;
    }),
    async dispose() {
      const workspace = opened;
      opened = null;
      await (await workspace)?.dispose();
    },
  };
}
