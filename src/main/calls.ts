/** The handlers of main's contract. Loaded some time after the page first connects: neither the window nor the lesson need wait for it. */
import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { implement } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { app, clipboard, dialog, shell, type BrowserWindow, type MessagePortMain } from 'electron';
import { codedCall } from '../shared/contract-error.ts';
import { BackbenchError } from '../shared/errors.ts';
import { mainContract } from '../shared/main-contract.ts';
import type { HostState, HostSupervisor } from './host-supervisor.ts';
import { allowReading } from './allow-reading.ts';
import { linkKind } from './links.ts';
import { printPage } from './print-page.ts';
import { showDataFolder } from './show-data-folder.ts';

export interface CallParts {
  window: BrowserWindow;
  supervisor: HostSupervisor<MessagePortMain>;
  dataFolder: string;
  log: (text: string) => void;
}

/** Serves mainContract. @returns takes a port and serves it until its other end is gone */
export function createCalls(parts: CallParts): (port: MessagePortMain) => void {
  const os = implement(mainContract);
  const router = os.router({
    clipboard: { write: os.clipboard.write.handler(({ input }) => clipboard.writeText(input.text)) },
    chooseFile: os.chooseFile.handler(({ input }) => chooseFile(parts, input.name)),
    choosePack: os.choosePack.handler(() => choosePack(parts)),
    chooseCertificate: os.chooseCertificate.handler(() => chooseCertificate(parts)),
    chooseProgress: os.chooseProgress.handler(({ input }) => chooseProgress(parts, input.what)),
    print: os.print.handler(async ({ input }) => ({ printed: await printPage(parts.window, input.html) })),
    openLink: os.openLink.handler(({ input }) => openLink(parts.window, input.url)),
    app: {
      info: os.app.info.handler(() => ({
        version: app.getVersion(), electron: process.versions.electron, platform: process.platform, dataFolder: parts.dataFolder,
      })),
      watchHost: os.app.watchHost.handler(({ signal }) => hostStates(parts.supervisor, signal)),
      keepStorage: os.app.keepStorage.handler(() => parts.window.webContents.session.flushStorageData()),
      showDataFolder: os.app.showDataFolder.handler(() => showDataFolder(parts.dataFolder)),
    },
  });
  const handler = new RPCHandler(router, {
    clientInterceptors: [
      (options) => codedCall(() => options.next(), ({ data, cause }) => {
        if (data.code === 'INTERNAL') parts.log(`${options.path.join('.')}: ${cause instanceof Error ? cause.stack : String(cause)}`);
      }),
    ],
  });
  return (port) => {
    handler.upgrade(port);
    port.start();
  };
}

/** The path goes to the lab host directly, so that the page can have nothing written but where a person said. */
async function chooseFile({ window, supervisor }: CallParts, name: string): Promise<{ token: string; path: string } | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath: basename(name) });
  if (canceled || filePath === '') return null;
  const token = randomUUID();
  if (!supervisor.allowFile('save', token, filePath)) throw new BackbenchError('HOST_GONE', {});
  return { token, path: filePath };
}

/** The page learns the token alone; where the pack lies is told to the lab host. */
async function choosePack({ window, supervisor }: CallParts): Promise<{ token: string } | null> {
  const { canceled, filePaths: [path] } = await dialog.showOpenDialog(window, { properties: ['openFile'], filters: [{ name: 'Backbench', extensions: ['bbpack'] }] });
  if (canceled || path === undefined) return null;
  const token = randomUUID();
  if (!supervisor.allowFile('pack', token, path)) throw new BackbenchError('HOST_GONE', {});
  return { token };
}

/** The page learns the tokens alone; where the files lie is told to the lab host. */
async function chooseProgress({ window, supervisor }: CallParts, what: 'files' | 'folder' | 'assignments'): Promise<string[]> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, what === 'folder'
    ? { properties: ['openDirectory'] }
    : { properties: ['openFile', 'multiSelections'], filters: [{ name: 'Backbench', extensions: [what === 'assignments' ? 'bbassign' : 'bbprogress'] }] });
  return canceled ? [] : allowReading(supervisor, filePaths);
}

async function chooseCertificate({ window, supervisor }: CallParts): Promise<{ token: string } | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, { properties: ['openFile'], filters: [{ name: 'Backbench', extensions: ['bbcert'] }] });
  const [token] = canceled ? [] : allowReading(supervisor, filePaths.slice(0, 1));
  return token === undefined ? null : { token };
}

/** @throws BackbenchError INPUT_REFUSED for what is no web address */
async function openLink(window: BrowserWindow, url: string): Promise<void> {
  const link = linkKind(url);
  if (link === null) {
    throw new BackbenchError('INPUT_REFUSED', { issues: [{ path: 'url', message: 'not an http or https address' }] });
  }
  if (!link.loopback) {
    const { response } = await dialog.showMessageBox(window, {
      type: 'question',
      message: `Open ${link.host} in your browser?`,
      detail: `${link.url}\n\nThis address is outside your machine, so it needs a network.`,
      buttons: ['Open', 'Cancel'],
      defaultId: 1,
      cancelId: 1,
      noLink: true,
    });
    if (response !== 0) return;
  }
  await shell.openExternal(link.url);
}

/** The state now, and every later one: none is left out, so that the page hears of a restart however short. */
async function* hostStates(
  supervisor: HostSupervisor<MessagePortMain>, signal: AbortSignal | undefined,
): AsyncGenerator<{ state: HostState }, void, void> {
  const waiting = [supervisor.state];
  let wake = (): void => {};
  const off = supervisor.onState((state) => {
    waiting.push(state);
    wake();
  });
  const onAbort = (): void => wake();
  signal?.addEventListener('abort', onAbort);
  try {
    while (signal?.aborted !== true) {
      const state = waiting.shift();
      if (state !== undefined) yield { state };
      else await new Promise<void>((resolve) => void (wake = resolve));
    }
  } finally {
    off();
    signal?.removeEventListener('abort', onAbort);
  }
}
