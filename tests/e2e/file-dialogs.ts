/** The system's file dialogs, which Playwright can't reach: what a person would choose there. */
import type { BackbenchApp } from './app.ts';

/** The next dialogs that open files or folders give these paths. */
export const chooses = (app: BackbenchApp, paths: string[]): Promise<void> =>
  app.inMain(({ dialog }, filePaths) => { dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths }); }, paths);

/** The next dialogs that save a file give this path. */
export const savesTo = (app: BackbenchApp, path: string): Promise<void> =>
  app.inMain(({ dialog }, filePath) => { dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath }); }, path);
