/** What the preload puts on the window: nothing but the request for ports. */
import type { WindowBridge } from '../../shared/window-ports.ts';

declare global {
  interface Window {
    readonly backbench: WindowBridge;
  }
}
