/** The lab host's process: started by main, ended by main, and restarted by main when it dies. */
import './form-data.ts';
import './navigator.ts';
import { join } from 'node:path';
import type { MessageEvent } from 'electron';
import type { Core } from '../core/core.ts';
import { createCore } from '../core/create-core.ts';
import { readPolicy } from '../core/policy.ts';
import type { HostPlaces, HostToMain, MainToHost } from '../shared/host-protocol.ts';
import { describe, LabHost } from './lab-host.ts';
import { ProfileChoice, type OpenedProfile } from './open-profile.ts';

const main = process.parentPort;
const tell = (message: HostToMain): void => main.postMessage(message);

/** Main keeps the log; what is written to standard error gets there even when this process ends right after. */
const log = (text: string): void => void process.stderr.write(`${text}\n`);

/** Left after an error that nobody caught: the state may be wrong, and main starts a fresh host. EX_SOFTWARE of sysexits(3). */
const EXIT_BROKEN = 70;

let host: LabHost | undefined;

process.on('uncaughtException', (error) => {
  process.stderr.write(`Uncaught: ${describe(error)}\n`, () => process.exit(EXIT_BROKEN));
});
// A promise that nobody waited for has broken nothing else; it is a fault to be found in the log.
process.on('unhandledRejection', (reason) => log(`Unhandled: ${describe(reason)}`));

// A Ctrl-C or the end of a login session reaches every process of the app at once. Main is asked to quit by it, and
// ends this one when the labs are put away.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});

main.on('message', (event: MessageEvent) => {
  const message = event.data as MainToHost;
  switch (message.t) {
    case 'start':
      host = start(message.places);
      break;
    case 'window': {
      const [rpc, terminal] = event.ports;
      if (rpc !== undefined && terminal !== undefined) host?.connect(rpc, terminal);
      break;
    }
    case 'chosen-file':
      host?.allowFile(message.use, message.token, message.path);
      break;
    case 'close':
      void close(message.withinMs);
      break;
  }
});

function start(places: HostPlaces): LabHost {
  const { sqliteBinding, dataFolder: root, profile = null, choose = false, ...rest } = places;
  const openCore = ({ folder, name }: OpenedProfile): Promise<Core> => createCore({
    ...rest, dataFolder: folder, sharedFolder: root, ...(name === null ? {} : { learnerName: name }),
    ...(sqliteBinding === undefined ? {} : { sqliteBinding }),
    platform: process.platform,
    servicesStay: false,
    onWarning: log,
  });
  const choice = new ProfileChoice({
    root, resume: profile, choose, openCore,
    onOpen: (opened) => tell({ t: 'profile', profile: opened.id }),
    onLeave: (fresh) => tell({ t: 'leave', fresh }),
    contact: () => contactIn(places.policyFile),
  });
  const started = new LabHost({
    createCore: async (signal) => openCore(await choice.chosen(signal)),
    profiles: () => choice.desk(),
    scrollbackFolder: () => join(choice.folder(), 'terminals'),
    onTheme: (theme) => tell({ t: 'theme', theme }),
    log,
  });
  // Where somebody has to be chosen, calls about that are answered at once.
  const ready = choice.asks ? choice.desk().then((desk) => (desk.open === null ? undefined : started.settled()), () => undefined) : started.settled();
  void ready.then(() => tell({ t: 'ready' }));
  return started;
}

/** A policy that can't be read is told where the core is made. */
function contactIn(policyFile: string): string | null {
  try {
    return readPolicy(policyFile)?.contact ?? null;
  } catch {
    return null;
  }
}

async function close(withinMs: number): Promise<void> {
  try {
    await host?.close(AbortSignal.timeout(withinMs));
  } catch (error) {
    log(`Not everything could be closed: ${describe(error)}`);
  }
  process.exit(0);
}
