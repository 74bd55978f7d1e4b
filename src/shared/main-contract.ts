/** The contract between the window and the main process. Apart from the lab host's, whose many schemas main need not build. */
import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { call } from './contract-call.ts';

const nothing = z.void();

export const mainContract = {
  clipboard: {
    write: call.input(z.strictObject({ text: z.string().max(10_000_000) })).output(nothing),
  },
  /** Opens an http(s) link in the person's own browser, after asking unless it points to this machine. */
  openLink: call.input(z.strictObject({ url: z.string().max(2000) })).output(nothing),
  /** Asks where to save a file. @returns a token by which the lab host knows the place, once; null when nothing was chosen */
  chooseFile: call.input(z.strictObject({ name: z.string().min(1).max(200) })).output(z.strictObject({ token: z.string(), path: z.string() }).nullable()),
  /** Asks for a pack to import. @returns a token by which the lab host knows the place, once; null when nothing was chosen */
  choosePack: call.output(z.strictObject({ token: z.string() }).nullable()),
  /** Asks for progress files, for assignments, or for a folder with some. @returns tokens by which the lab host knows them, each once; none when nothing was chosen */
  chooseProgress: call.input(z.strictObject({ what: z.enum(['files', 'folder', 'assignments']) })).output(z.array(z.string())),
  /** Asks for a certificate to verify. @returns a token by which the lab host knows it, once; null when nothing was chosen */
  chooseCertificate: call.output(z.strictObject({ token: z.string() }).nullable()),
  /** Prints a page by itself, after the system has asked how. @returns whether it went to a printer */
  print: call.input(z.strictObject({ html: z.string().max(20_000_000) })).output(z.strictObject({ printed: z.boolean() })),
  app: {
    info: call.output(z.strictObject({ version: z.string(), electron: z.string(), platform: z.string(), dataFolder: z.string() })),
    /** How the lab host is: a restart is announced here, new ports follow. */
    watchHost: call.output(eventIterator(z.strictObject({ state: z.enum(['up', 'down', 'restarting']) }))),
    /** Writes what the page keeps in its storage to disk now. By itself the browser does so some seconds later. */
    keepStorage: call.output(nothing),
    showDataFolder: call.output(nothing),
  },
};
export type MainContract = typeof mainContract;
