/** The security posture, point by point, in the real app: what the page cannot do whatever gets into it. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { BackbenchApp } from './app.ts';
import { eventually } from './eventually.ts';
import { type Listeners, startListeners } from './listeners.ts';

let app: BackbenchApp;
let outside: Listeners;

beforeAll(async () => {
  outside = await startListeners();
  app = await BackbenchApp.launch();
});
afterAll(async () => {
  await app.dispose();
  await outside.close();
});
beforeEach(() => void outside.calls.splice(0));

const PAGE = 'backbench://app/index.html';

/** Asks the app's own protocol from main, where no policy of the page is in the way. */
const ask = (url: string): Promise<{ status: number; headers: Record<string, string>; body: string }> =>
  app.inMain(async ({ net }, address) => {
    const response = await net.fetch(address);
    return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
  }, url);

describe('the page is isolated', () => {
  test('the window asks for isolation and sandbox, and for nothing that weakens them', async () => {
    const preferences = await app.inMain(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      // Not part of Electron's types, yet the only way to ask what is really in force.
      const contents = window!.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
      return contents.getLastWebPreferences();
    });
    expect(preferences).toMatchObject({
      contextIsolation: true, sandbox: true, nodeIntegration: false, nodeIntegrationInSubFrames: false,
      webviewTag: false, webSecurity: true,
    });
  });

  test('there are no developer tools', async () => {
    const open = await app.inMain(({ BrowserWindow }) => new Promise<boolean>((resolve) => {
      const { webContents } = BrowserWindow.getAllWindows()[0]!;
      webContents.once('devtools-opened', () => resolve(true));
      webContents.openDevTools();
      setTimeout(() => resolve(webContents.isDevToolsOpened()), 1000);
    }));
    expect(open).toBe(false);
  });

  test('nothing of Node or Electron is there, and two functions and a text are all that is given to the page', async () => {
    const found = await app.page.evaluate(() => {
      const page = window as unknown as Record<string, unknown>;
      return {
        names: ['process', 'require', 'module', 'exports', 'Buffer', 'global', '__dirname', 'electron', 'ipcRenderer'].filter((name) => name in page),
        bridge: Object.getOwnPropertyNames(page['backbench']).map((name) => [name, typeof (page['backbench'] as Record<string, unknown>)[name]]),
        result: (page['backbench'] as { connect(): unknown }).connect(),
      };
    });
    expect(found).toEqual({ names: [], bridge: [['command', 'string'], ['connect', 'function'], ['dropped', 'function']] });
  });

  test.runIf(process.platform === 'linux')('the page’s process is in the system’s sandbox', async () => {
    expect(process.getuid?.()).not.toBe(0);
    const pid = await app.inMain(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.getOSProcessId());
    const status = readFileSync(`/proc/${pid}/status`, 'latin1');
    // 2: system calls are filtered.
    expect(status).toMatch(/^Seccomp:\s+2$/m);
    expect(status).toMatch(/^NoNewPrivs:\s+1$/m);
    expect(status).toMatch(/^CapEff:\s+0{16}$/m);
    for (const process of [pid, app.process.pid!]) expect(readFileSync(`/proc/${process}/cmdline`, 'latin1')).not.toContain('no-sandbox');
  });
});

describe('the policy', () => {
  test('is served with the page, strict, and without exceptions for scripts', async () => {
    const { status, headers } = await ask(PAGE);
    expect(status).toBe(200);
    const policy = new Map((headers['content-security-policy'] ?? '').split('; ').map((part): [string, string] => {
      const [name = '', ...values] = part.split(' ');
      return [name, values.join(' ')];
    }));
    expect(Object.fromEntries(policy)).toMatchObject({
      'default-src': "'none'", 'script-src': "'self'", 'connect-src': "'none'", 'object-src': "'none'", 'frame-src': "'none'",
      'img-src': "'self' data:", 'font-src': "'self'", 'base-uri': "'none'", 'form-action': "'none'", 'frame-ancestors': "'none'",
      'require-trusted-types-for': "'script'",
    });
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  test('keeps injected scripts, handlers and eval from running', async () => {
    const outcome = await app.page.evaluate(() => new Promise<{ ran: unknown; evaluated: string; violated: string[] }>((resolve) => {
      const page = window as unknown as Record<string, unknown>;
      const violated: string[] = [];
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => void violated.push(effectiveDirective));
      // In a task of the page's own: what a debugger evaluates is not under the policy.
      setTimeout(() => {
        let evaluated: string;
        try {
          evaluated = String(eval('6 * 7'));
        } catch (error) {
          evaluated = (error as Error).name;
        }
        const tries: (() => void)[] = [
          () => document.body.append(Object.assign(document.createElement('script'), { text: 'window.ran = "script"' })),
          () => document.body.append(document.createRange().createContextualFragment('<script>window.ran = "fragment"</script>')),
          () => void (document.body.appendChild(document.createElement('div')).innerHTML = '<img src="x:" onerror="window.ran = 1">'),
          () => {
            const image = document.body.appendChild(document.createElement('img'));
            image.setAttribute('onerror', 'window.ran = "handler"');
            image.setAttribute('src', 'x:');
          },
          () => {
            const link = document.body.appendChild(document.createElement('a'));
            link.href = 'javascript:window.ran = "link"';
            link.click();
          },
          // eslint-disable-next-line @typescript-eslint/no-implied-eval
          () => void setTimeout('window.ran = "timer"', 0),
        ];
        for (const attempt of tries) {
          try {
            attempt();
          } catch {
            // Refused on the spot, which is as good.
          }
        }
        setTimeout(() => resolve({ ran: page['ran'], evaluated, violated }), 500);
      }, 0);
    }));
    expect(outcome.ran).toBeUndefined();
    expect(outcome.evaluated).toBe('EvalError');
    expect(outcome.violated).toContain('require-trusted-types-for');
    expect(outcome.violated.some((directive) => directive.startsWith('script-src'))).toBe(true);
  });
});

describe('the network is out of reach', () => {
  test('by every way that a page has', async () => {
    const outcome = await app.page.evaluate(async ({ port, udpPort }) => {
      const web = `http://127.0.0.1:${port}`;
      const refused: string[] = [];
      const attempt = async (name: string, run: () => unknown): Promise<void> => {
        try {
          await run();
        } catch {
          refused.push(name);
        }
      };
      await attempt('fetch', () => fetch(`${web}/fetch`));
      await attempt('fetch elsewhere', () => fetch('https://example.org/'));
      await attempt('fetch of a file', () => fetch('file:///etc/hostname'));
      await attempt('request', () => new Promise((resolve, reject) => {
        const request = new XMLHttpRequest();
        request.onload = resolve;
        request.onerror = reject;
        request.open('GET', `${web}/xhr`);
        request.send();
      }));
      await attempt('module', () => import(/* @vite-ignore */ `${web}/module.js`));
      await attempt('socket', () => new Promise((resolve, reject) => {
        const socket = new WebSocket(`ws://127.0.0.1:${port}/socket`);
        socket.onopen = resolve;
        socket.onerror = reject;
      }));
      await attempt('image', () => new Promise((resolve, reject) => {
        const image = new Image();
        image.onload = resolve;
        image.onerror = reject;
        image.src = `${web}/image.png`;
      }));
      await attempt('worker', () => new Promise((resolve, reject) => {
        const worker = new Worker(`${web}/worker.js`);
        worker.onmessage = resolve;
        worker.onerror = reject;
      }));
      navigator.sendBeacon(`${web}/beacon`, 'x');
      for (const [tag, properties] of [
        ['link', { rel: 'stylesheet', href: `${web}/style.css` }], ['link', { rel: 'prefetch', href: `${web}/prefetch` }],
        ['link', { rel: 'preconnect', href: web }], ['iframe', { src: `${web}/frame` }], ['object', { data: `${web}/object` }],
        ['video', { src: `${web}/video` }],
      ] as const) {
        await attempt(tag, () => document.body.append(Object.assign(document.createElement(tag), properties)));
      }
      const form = document.body.appendChild(Object.assign(document.createElement('form'), { action: `${web}/form`, method: 'post' }));
      form.submit();
      const peer = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${udpPort}` }] });
      peer.createDataChannel('x');
      await peer.setLocalDescription(await peer.createOffer());
      // Long enough for a STUN request and its first repetition (RFC 8489: 500 ms).
      await new Promise((resolve) => setTimeout(resolve, 1500));
      peer.close();
      return { refused, frames: window.frames.length };
    }, { port: outside.port, udpPort: outside.udpPort });
    expect(outcome.refused).toEqual(['fetch', 'fetch elsewhere', 'fetch of a file', 'request', 'module', 'socket', 'image', 'worker', 'object']);
    expect(outside.calls).toEqual([]);
  });

  test('even for a page that no policy holds', async () => {
    const outcome = await app.inMain(async ({ BrowserWindow }, port) => {
      const window = new BrowserWindow({ show: false });
      const errors: string[] = [];
      for (const url of [`http://127.0.0.1:${port}/`, 'https://example.org/', 'file:///etc/hostname', 'ftp://127.0.0.1/']) {
        errors.push(await window.loadURL(url).then(() => `${url} loaded`, (error: { code?: string }) => error.code ?? 'failed'));
      }
      window.destroy();
      return errors;
    }, outside.port);
    for (const error of outcome) expect(error).toMatch(/^ERR_/);
    expect(outcome[0]).toBe('ERR_BLOCKED_BY_CLIENT');
    expect(outside.calls).toEqual([]);
  });

  test('and Chromium’s own services are switched off', async () => {
    const on = await app.inMain(({ app: { commandLine } }) => [
      'disable-background-networking', 'disable-component-update', 'disable-domain-reliability', 'disable-sync', 'no-pings', 'no-proxy-server',
    ].filter((name) => !commandLine.hasSwitch(name)).concat(commandLine.getSwitchValue('host-resolver-rules')));
    expect(on).toEqual(['MAP * ~NOTFOUND']);
    expect(await app.inMain(({ session }) => session.defaultSession.isSpellCheckerEnabled())).toBe(false);
  });
});

describe('the window stays what it is', () => {
  test.each([
    ['the web', () => `http://127.0.0.1:${outside.port}/`],
    ['a file', () => 'file:///etc/hostname'],
    ['data', () => 'data:text/html,<h1>elsewhere</h1>'],
    ['a blob', () => 'blob:backbench://app/0'],
    ['another page of ours', () => 'backbench://app/other.html'],
    ['another host of ours', () => 'backbench://elsewhere/index.html'],
    ['a script', () => 'javascript:document.title="elsewhere"'],
  ])('navigation to %s is refused', async (_name, url) => {
    await app.page.evaluate((address) => {
      (window as unknown as Record<string, unknown>)['stays'] = true;
      setTimeout(() => {
        location.href = address;
        const link = document.body.appendChild(Object.assign(document.createElement('a'), { href: address }));
        link.click();
        link.remove();
      }, 0);
    }, url());
    // A page that had gone would take its variables along.
    await expect(app.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300, (window as unknown as Record<string, unknown>)['stays'])))).resolves.toBe(true);
    expect(app.page.url()).toBe(PAGE);
    expect(outside.calls).toEqual([]);
  });

  test('no other window opens, by call, link or form', async () => {
    const opened = await app.page.evaluate(async (port) => {
      const address = `http://127.0.0.1:${port}/`;
      const calls = [window.open(address), window.open('about:blank'), window.open('backbench://app/index.html', '_blank', 'popup')];
      const link = document.body.appendChild(Object.assign(document.createElement('a'), { href: address, target: '_blank' }));
      link.click();
      const form = document.body.appendChild(Object.assign(document.createElement('form'), { action: address, target: '_blank' }));
      form.submit();
      const view = document.body.appendChild(document.createElement('webview'));
      view.setAttribute('src', address);
      await new Promise((resolve) => setTimeout(resolve, 300));
      for (const element of [link, form, view]) element.remove();
      return calls.map((window) => window === null);
    }, outside.port);
    expect(opened).toEqual([true, true, true]);
    expect(await app.inMain(({ webContents }) => webContents.getAllWebContents().length)).toBe(1);
    expect(outside.calls).toEqual([]);
  });

  test('no permission is granted', async () => {
    const answers = await app.page.evaluate(async () => {
      const refused = (run: () => Promise<unknown>): Promise<string> => run().then(() => 'granted', () => 'refused');
      return {
        location: await refused(() => new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject))),
        notifications: await Notification.requestPermission(),
        clipboard: await refused(() => navigator.clipboard.readText()),
        camera: await refused(() => navigator.mediaDevices.getUserMedia({ video: true })),
        microphone: await refused(() => navigator.mediaDevices.getUserMedia({ audio: true })),
        screen: await refused(() => navigator.mediaDevices.getDisplayMedia()),
        midi: await refused(() => navigator.requestMIDIAccess()),
        storage: await navigator.storage.persist(),
        queried: await Promise.all((['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read', 'midi'] as PermissionName[])
          .map(async (name) => (await navigator.permissions.query({ name })).state)),
      };
    });
    expect(answers).toEqual({
      location: 'refused', notifications: 'denied', clipboard: 'refused', camera: 'refused', microphone: 'refused', screen: 'refused',
      midi: 'refused', storage: false, queried: Array(6).fill('denied'),
    });
  });
});

describe('the app’s own protocol', () => {
  test.each([
    'backbench://app/../main/index.js', 'backbench://app/%2e%2e/main/index.js', 'backbench://app/..%2fmain%2findex.js',
    'backbench://app/assets/..%2f..%2fmain/index.js', 'backbench://app/..%5cmain%5cindex.js', 'backbench://app//etc/hostname',
    'backbench://app/', 'backbench://app/assets/', 'backbench://app/package.json', 'backbench://other/index.html',
  ])('does not serve %s', async (url) => {
    expect(await ask(url)).toMatchObject({ status: 404, body: '' });
  });
});

describe('calls', () => {
  test.each([
    ['host', 'session.start', { lab: 5 }],
    ['host', 'session.start', { lab: 'x'.repeat(65) }],
    ['host', 'session.start', { lab: 'sql-first-queries', shell: 'rm' }],
    ['host', 'files.read', { lab: 'sql-first-queries', path: '../../backbench.db' }],
    ['host', 'files.read', { lab: 'sql-first-queries', path: '/etc/hostname' }],
    ['host', 'terminal.open', { lab: 'sql-first-queries', cols: 1e9, rows: 24 }],
    ['host', 'settings.set', { theme: 'pink' }],
    ['main', 'clipboard.write', { text: { toString: 'x' } }],
    ['main', 'openLink', { url: 'file:///etc/hostname' }],
    ['main', 'openLink', { url: 'javascript:alert(1)' }],
    ['main', 'openLink', {}],
  ] as const)('%s %s refuses %j', async (side, path, input) => {
    const { status, body } = await app.rawCall(side, path, input);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(body).toMatchObject({ code: 'BACKBENCH', defined: true, data: { code: 'INPUT_REFUSED' } });
    expect((body as { data: { details: { issues: unknown[] } } }).data.details.issues.length).toBeGreaterThan(0);
  });

  test.each(['main', 'host'] as const)('what is no call to %s is dropped, and disturbs nobody', async (side) => {
    const before = await app.hostPid();
    await app.page.evaluate(async (wanted) => {
      const port = await new Promise<MessagePort>((resolve) => {
        const onPorts = (event: MessageEvent<{ backbench?: string }>): void => {
          if (event.data.backbench !== wanted || event.ports[0] === undefined) return;
          window.removeEventListener('message', onPorts);
          resolve(event.ports[0]);
        };
        window.addEventListener('message', onPorts);
        (window as unknown as { backbench: { connect(): void } }).backbench.connect();
      });
      for (const junk of ['', '{', 'null', '[]', '{"i":1}', '{"i":"a","p":{"u":"/__proto__/constructor"}}', '{"i":"b","p":{"u":"http://x/"}}', 7, null, { i: 'c' }, new Uint8Array(3)]) {
        port.postMessage(junk);
      }
    }, side);
    const answer = side === 'main' ? await app.rawCall('main', 'app.info') : await app.rawCall('host', 'settings.get');
    expect(answer.status).toBe(200);
    expect(await app.hostPid()).toBe(before);
  });

  test('another window gets no ports, even with our preload and our page', async () => {
    await app.inMain(async ({ app: electron, BrowserWindow }) => {
      const window = new BrowserWindow({ show: false, webPreferences: { preload: `${electron.getAppPath()}/out/preload/index.cjs`, sandbox: true } });
      await window.loadURL('backbench://app/index.html');
      await window.webContents.executeJavaScript(`window.got = []; addEventListener('message', (event) => got.push(event.data)); backbench.connect()`);
    });
    const refusals = (): number => app.log().split('refused a connection').length - 1;
    // The page's own request, and the one above.
    await eventually('both requests are refused', () => refusals() >= 2);
    const got = await app.inMain(async ({ BrowserWindow }) => {
      const foreign = BrowserWindow.getAllWindows().find((window) => !window.isVisible());
      const messages: unknown = await foreign!.webContents.executeJavaScript('window.got');
      foreign!.destroy();
      return messages;
    });
    expect(got).toEqual([]);
    expect((await app.rawCall('main', 'app.info')).status).toBe(200);
  });
});
