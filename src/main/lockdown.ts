/** What a page may never do, whatever gets into it: go elsewhere, open windows, ask for rights, use the network. */
import type { App, Session } from 'electron';
import { ORIGIN, PAGE_URL, SHARED_PAGE_URL } from './page-protocol.ts';

export interface LockdownOptions {
  /** Developer tools have pages of their own. */
  developerTools: boolean;
  log: (text: string) => void;
}

/** Denies the session every permission, every download and every request but those for the page's own files. */
export function lockSession(session: Session, { developerTools, log }: LockdownOptions): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    log(`refused the permission ${permission}`);
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  session.setSpellCheckerEnabled(false);
  session.on('will-download', (event) => event.preventDefault());
  const allowed = [`${ORIGIN}/`, 'data:', ...(developerTools ? ['devtools://'] : [])];
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    const cancel = !allowed.some((start) => url.startsWith(start));
    if (cancel) log(`refused a request to ${url.slice(0, 200)}`);
    answer({ cancel });
  });
}

/** Denies every page of the app, however it comes to be, navigation, windows and embedded pages. */
export function lockPages(app: App, { log }: LockdownOptions): void {
  app.on('web-contents-created', (_created, contents) => {
    contents.on('will-frame-navigate', (event) => {
      // The page may reload itself.
      if (event.isMainFrame && event.url === contents.getURL() && (event.url === PAGE_URL || event.url === SHARED_PAGE_URL)) return;
      log(`refused to go to ${event.url.slice(0, 200)}`);
      event.preventDefault();
    });
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      log(`refused a window for ${url.slice(0, 200)}`);
      return { action: 'deny' };
    });
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  });
}
