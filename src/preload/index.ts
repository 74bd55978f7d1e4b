/** The page's only way out: it may ask main for its ports, and gets them as a message to itself; and hand over files that were dropped on it. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { INSTALLED_COMMAND } from '../shared/command-name.ts';
import { COMMAND_ARGUMENT, CONNECT_CHANNEL, DROPPED_CHANNEL, PORTS_CHANNEL } from '../shared/ipc-channels.ts';
import type { PortsKind, PortsMessage, WindowBridge } from '../shared/window-ports.ts';

/** Main says how the command line is called here. */
const command = process.argv.find((word) => word.startsWith(COMMAND_ARGUMENT))?.slice(COMMAND_ARGUMENT.length) ?? INSTALLED_COMMAND;

const bridge: WindowBridge = {
  command,
  connect: () => ipcRenderer.send(CONNECT_CHANNEL),
  dropped: (files) => ipcRenderer.invoke(DROPPED_CHANNEL, files.map((file) => webUtils.getPathForFile(file))) as Promise<string[]>,
};

ipcRenderer.on(PORTS_CHANNEL, (event, kind: PortsKind) => {
  const message: PortsMessage = { backbench: kind };
  // Ports can't cross the context bridge; a message to the page's own origin can carry them.
  window.postMessage(message, location.origin, event.ports);
});

contextBridge.exposeInMainWorld('backbench', bridge);
