/**
 * Hands the page its ports: one to main, two to the lab host. Only the page in the window's main frame
 * gets them, and only when it asks; new hosts are handed over as they come.
 */
import { isAbsolute } from 'node:path';
import { ipcMain, MessageChannelMain, type BrowserWindow, type IpcMainEvent, type IpcMainInvokeEvent, type MessagePortMain, type WebFrameMain } from 'electron';
import { CONNECT_CHANNEL, DROPPED_CHANNEL, PORTS_CHANNEL } from '../shared/ipc-channels.ts';
import type { PortsKind } from '../shared/window-ports.ts';
import type { HostSupervisor } from './host-supervisor.ts';
import { allowReading } from './allow-reading.ts';
import { ORIGIN } from './page-protocol.ts';

export interface ConnectionParts {
  window: BrowserWindow;
  supervisor: HostSupervisor<MessagePortMain>;
  /** Serves mainContract on a port. What was sent on the port before waits there. */
  serve: (port: MessagePortMain) => void;
  log: (text: string) => void;
}

/** Listens for the page's wish to connect, for as long as the window lives. */
export function acceptConnections({ window, supervisor, serve, log }: ConnectionParts): void {
  /** The frame that has asked, as long as its document is there. */
  let page: WebFrameMain | null = null;

  const send = (kind: PortsKind, ports: MessagePortMain[]): void => page?.postMessage(PORTS_CHANNEL, kind, ports);

  const bringHost = (): void => {
    if (page === null) return;
    const calls = new MessageChannelMain();
    const terminals = new MessageChannelMain();
    if (supervisor.connect([calls.port2, terminals.port2])) send('host', [calls.port1, terminals.port1]);
  };

  const onConnect = (event: IpcMainEvent): void => {
    if (!isOurPage(event, window)) {
      log(`refused a connection to ${event.senderFrame?.url.slice(0, 200) ?? 'a frame that is gone'}`);
      return;
    }
    page = event.senderFrame;
    const calls = new MessageChannelMain();
    serve(calls.port2);
    send('main', [calls.port1]);
    // A new host announces itself; a present one is handed over here.
    if (!supervisor.start()) bringHost();
  };

  const forget = (): void => void (page = null);
  window.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) forget();
  });
  window.webContents.on('render-process-gone', forget);
  const off = supervisor.onState((state) => {
    if (state === 'up') bringHost();
  });
  const onDropped = (event: IpcMainInvokeEvent, paths: unknown): string[] => {
    if (!isOurPage(event, window) || !Array.isArray(paths)) return [];
    return allowReading(supervisor, (paths as unknown[]).filter((path) => typeof path === 'string').filter((path) => isAbsolute(path)));
  };
  ipcMain.on(CONNECT_CHANNEL, onConnect);
  ipcMain.handle(DROPPED_CHANNEL, onDropped);
  window.once('closed', () => {
    forget();
    off();
    ipcMain.off(CONNECT_CHANNEL, onConnect);
    ipcMain.removeHandler(DROPPED_CHANNEL);
  });
}

/** True for the document that main itself has loaded into the window, and for nothing within or beside it. */
function isOurPage({ sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent, window: BrowserWindow): boolean {
  return sender === window.webContents && senderFrame !== null && senderFrame === window.webContents.mainFrame
    && senderFrame.origin === ORIGIN;
}
