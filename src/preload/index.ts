/** The page's only way out: it may ask main for its ports, and gets them as a message to itself. */
import { contextBridge, ipcRenderer } from 'electron';
import { CONNECT_CHANNEL, PORTS_CHANNEL } from '../shared/ipc-channels.ts';
import type { PortsKind, PortsMessage, WindowBridge } from '../shared/window-ports.ts';

const bridge: WindowBridge = {
  connect: () => ipcRenderer.send(CONNECT_CHANNEL),
};

ipcRenderer.on(PORTS_CHANNEL, (event, kind: PortsKind) => {
  const message: PortsMessage = { backbench: kind };
  // Ports can't cross the context bridge; a message to the page's own origin can carry them.
  window.postMessage(message, location.origin, event.ports);
});

contextBridge.exposeInMainWorld('backbench', bridge);
