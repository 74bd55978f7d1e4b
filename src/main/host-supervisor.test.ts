/** The lab host's lives: restarted, given up, ended; with processes played by hand. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { HostToMain, MainToHost } from '../shared/host-protocol.ts';
import { type HostProcess, type HostState, HostSupervisor } from './host-supervisor.ts';

class FakeProcess implements HostProcess<string> {
  readonly pid = 1;
  readonly got: { message: MainToHost; ports: string[] }[] = [];
  killed = 0;
  /** Set to false for a host that does not obey. */
  closes = true;
  readonly #exit: ((exitCode: number) => void)[] = [];
  #say: (message: HostToMain) => void = () => {};

  post(message: MainToHost, ports: string[] = []): void {
    this.got.push({ message, ports });
    if (message.t === 'close' && this.closes) this.exit(0);
  }

  onMessage(listener: (message: HostToMain) => void): void {
    this.#say = listener;
  }

  onExit(listener: (exitCode: number) => void): void {
    this.#exit.push(listener);
  }

  kill(): void {
    this.killed += 1;
    this.exit(9);
  }

  say(message: HostToMain): void {
    this.#say(message);
  }

  exit(exitCode: number): void {
    for (const listener of this.#exit.splice(0)) listener(exitCode);
  }
}

let lives: FakeProcess[];
let states: HostState[];
let themes: string[];
let profiles: string[];
let supervisor: HostSupervisor<string>;
const present = (): FakeProcess => lives.at(-1)!;

beforeEach(() => {
  vi.useFakeTimers();
  lives = [];
  states = [];
  themes = [];
  profiles = [];
  supervisor = new HostSupervisor({
    fork: () => {
      const life = new FakeProcess();
      lives.push(life);
      return life;
    },
    log: () => {},
    onTheme: (theme) => void themes.push(theme),
    onProfile: (profile) => void profiles.push(profile),
    onLeave: () => void profiles.push('leave'),
  });
  supervisor.onState((state) => void states.push(state));
  supervisor.start();
});
afterEach(() => void vi.useRealTimers());

/** Dies; waits for the next life. */
async function die(): Promise<void> {
  present().exit(9);
  await vi.advanceTimersByTimeAsync(2_000);
}

test('ports go to the host that is there, before it is ready too', () => {
  expect(supervisor.state).toBe('up');
  expect(supervisor.connect(['calls', 'bytes'])).toBe(true);
  expect(present().got).toEqual([{ message: { t: 'window' }, ports: ['calls', 'bytes'] }]);
});

test('the first death is mended at once, and each new host is announced', async () => {
  present().say({ t: 'ready' });
  present().exit(9);
  expect(supervisor.state).toBe('restarting');
  expect(supervisor.connect(['calls', 'bytes'])).toBe(false);
  await vi.advanceTimersByTimeAsync(0);
  expect(lives).toHaveLength(2);
  expect(states).toEqual(['up', 'restarting', 'up']);
  expect(supervisor.connect(['calls', 'bytes'])).toBe(true);
  expect(present().got).toHaveLength(1);
});

test('a host that never gets ready is given up, and tried again when the window asks', async () => {
  for (let i = 0; i < 5; i += 1) await die();
  expect(lives).toHaveLength(5);
  expect(states.at(-1)).toBe('down');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(lives).toHaveLength(5);
  supervisor.start();
  expect(lives).toHaveLength(6);
  expect(supervisor.state).toBe('up');
});

test('a host that was ready is restarted many times, if it lives between', async () => {
  for (let i = 0; i < 50; i += 1) {
    present().say({ t: 'ready' });
    await vi.advanceTimersByTimeAsync(3_000);
    await die();
  }
  expect(supervisor.state).toBe('up');
  expect(lives).toHaveLength(51);
});

test('a host that dies again and again of what it is asked is given up', async () => {
  for (let i = 0; i < 10; i += 1) {
    present().say({ t: 'ready' });
    await die();
  }
  expect(states.at(-1)).toBe('down');
});

test('a window that asks meanwhile has its deaths forgotten', async () => {
  for (let i = 0; i < 30; i += 1) {
    present().say({ t: 'ready' });
    await die();
    if (i % 8 === 7) expect(supervisor.start()).toBe(false);
  }
  expect(supervisor.state).toBe('up');
});

describe('the end', () => {
  test('is asked for, waited for, and final', async () => {
    const host = present();
    await supervisor.stop(15_000);
    expect(host.got).toEqual([{ message: { t: 'close', withinMs: 15_000 }, ports: [] }]);
    expect(host.killed).toBe(0);
    supervisor.start();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(lives).toHaveLength(1);
  });

  test('is forced on a host that does not come to it', async () => {
    const host = present();
    host.closes = false;
    const stopped = supervisor.stop(15_000);
    await vi.advanceTimersByTimeAsync(15_900);
    expect(host.killed).toBe(0);
    await vi.advanceTimersByTimeAsync(200);
    await stopped;
    expect(host.killed).toBe(1);
  });

  test('between two hosts starts no other', async () => {
    present().exit(1);
    await supervisor.stop(15_000);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(lives).toHaveLength(1);
  });
});

test('the learner’s colours are passed on, and only from the present host', async () => {
  const former = present();
  former.say({ t: 'theme', theme: 'dark' });
  await die();
  former.say({ t: 'theme', theme: 'light' });
  expect(themes).toEqual(['dark']);
});

describe('handing the machine on', () => {
  test('ends the host, connects nobody to it any more, and starts another one then', async () => {
    const former = present();
    former.closes = false;
    former.say({ t: 'profile', profile: 'first' });
    former.say({ t: 'leave', fresh: false });
    expect(profiles).toEqual(['first', 'leave']);
    const restarted = supervisor.restart(15_000);
    void supervisor.restart(15_000);
    expect(former.got).toEqual([{ message: { t: 'close', withinMs: 15_000 }, ports: [] }]);
    // The page that comes meanwhile waits.
    expect(supervisor.start()).toBe(false);
    expect(supervisor.connect(['calls', 'bytes'])).toBe(false);
    former.say({ t: 'profile', profile: 'late' });
    former.exit(0);
    await restarted;
    expect(profiles).toEqual(['first', 'leave']);
    expect(lives).toHaveLength(2);
    expect(states).toEqual(['up', 'restarting', 'up']);
    expect(supervisor.connect(['calls', 'bytes'])).toBe(true);
  });

  test('a host that is killed in the middle of it counts as ended', async () => {
    present().closes = false;
    const restarted = supervisor.restart(15_000);
    present().exit(9);
    await restarted;
    expect(lives).toHaveLength(2);
    expect(supervisor.state).toBe('up');
  });

  test('the end of the app waits for it and starts no other', async () => {
    const former = present();
    former.closes = false;
    void supervisor.restart(15_000);
    const stopped = supervisor.stop(15_000);
    former.exit(0);
    await stopped;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(lives).toHaveLength(1);
  });
});
