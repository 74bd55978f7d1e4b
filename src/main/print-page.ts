/** Prints a page of our own making: in a window that nobody sees, without scripts, and with nothing but what is in the page. */
import { BrowserWindow } from 'electron';

/** Drawing some hundred rows, in milliseconds. */
const LOAD_DEADLINE_MS = 30_000;

/** @param parent the window that the system's print dialog belongs to @param html whole @returns whether it was printed; false when the person said no or there is no printer */
export async function printPage(parent: BrowserWindow, html: string): Promise<boolean> {
  const page = new BrowserWindow({ show: false, parent, webPreferences: { javascript: false, sandbox: true, contextIsolation: true } });
  try {
    const late = AbortSignal.timeout(LOAD_DEADLINE_MS);
    await Promise.race([
      page.loadURL(`data:text/html;charset=utf-8;base64,${Buffer.from(html).toString('base64')}`),
      new Promise((_resolve, reject) => { late.addEventListener('abort', () => { reject(late.reason as Error); }, { once: true }); }),
    ]);
    return await new Promise((resolve) => { page.webContents.print({ landscape: true }, (printed) => { resolve(printed); }); });
  } finally {
    page.destroy();
  }
}
