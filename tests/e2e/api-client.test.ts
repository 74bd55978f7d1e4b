/** The API client on a real lab: requests of the lab, of a lesson and of the learner's own, against the program in the terminal. */
import { cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inCheckout } from '../../scripts/setup/paths.mjs';
import { BackbenchApp } from './app.ts';
import { expectAccessible } from './axe.ts';
import { Desk, DESK_MS } from './desk.ts';
import { eventually } from './eventually.ts';

/** A start of the lab and two dozen presses. */
const WAY_MS = 4 * 60_000;

const OPENAPI = `openapi: 3.1.0
info: { title: The shop, version: "1" }
servers: [{ url: "https://api.saffronlane.example" }]
paths:
  /products/{id}:
    get: { summary: Show a product, parameters: [{ name: id, in: path, required: true, schema: { type: integer } }], responses: { "200": { description: the product } } }
  /products:
    post: { summary: Make one, requestBody: { content: { application/json: { example: { sku: TEA-1 } } } }, responses: { "201": { description: made } } }
`;

/** An authorization server with one page and one client, an event stream, and a WebSocket that says everything once more: the handshake and short text frames of RFC 6455. */
const LIVE = `import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
const codes = new Map();
createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://127.0.0.1:3002');
  if (pathname === '/me') return response.writeHead(request.headers.authorization === 'Bearer tea-token' ? 200 : 401).end(request.headers.authorization);
  if (pathname === '/authorize') {
    codes.set('tea-code', searchParams.get('code_challenge'));
    return response.writeHead(302, { Location: searchParams.get('redirect_uri') + '?code=tea-code&state=' + searchParams.get('state') }).end();
  }
  let body = '';
  request.on('data', (piece) => { body += piece; }).on('end', () => {
    const given = new URLSearchParams(body);
    const fits = codes.get(given.get('code')) === createHash('sha256').update(given.get('code_verifier') ?? '').digest('base64url');
    response.writeHead(fits ? 200 : 400).end(JSON.stringify(fits ? { access_token: 'tea-token', token_type: 'Bearer', refresh_token: 'r', expires_in: 3600 } : { error: 'invalid_grant' }));
  });
}).listen(3002, '127.0.0.1');
const server = createServer((request, response) => {
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  response.write('retry: 2000\\nevent: notification\\nid: 42\\ndata: ' + JSON.stringify({ topic: 'orders', after: request.headers['last-event-id'] ?? null }) + '\\n\\n');
});
server.on('upgrade', (request, socket) => {
  const key = createHash('sha1').update(request.headers['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11').digest('base64');
  socket.write('HTTP/1.1 101 Switching Protocols\\r\\nUpgrade: websocket\\r\\nConnection: Upgrade\\r\\nSec-WebSocket-Accept: ' + key + '\\r\\n\\r\\n');
  socket.on('error', () => {});
  let held = Buffer.alloc(0);
  socket.on('data', (piece) => {
    // A frame may come in pieces.
    held = Buffer.concat([held, piece]);
    while (held.length >= 6 && held.length >= 6 + (held[1] & 127)) {
      const frame = held.subarray(0, 6 + (held[1] & 127));
      held = held.subarray(frame.length);
      if ((frame[0] & 15) !== 1) return socket.end(Buffer.from([0x88, 2, 3, 0xe8]));
      const text = Buffer.from(frame.subarray(6).map((byte, at) => byte ^ frame[2 + (at % 4)]));
      socket.write(Buffer.concat([Buffer.from([0x81, text.length]), text]));
    }
  });
});
server.listen(3001, '127.0.0.1');
`;

let app: BackbenchApp;
beforeAll(async () => {
  app = await BackbenchApp.launch();
}, WAY_MS);
afterAll(() => app.dispose(), WAY_MS);

it('sends, captures, tests, saves and exports, by mouse and by keyboard', { timeout: WAY_MS }, async () => {
  const { page } = app;
  const { keyboard } = page;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await app.inMain(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 720));
  const desk = new Desk(page);
  await desk.welcome();
  await desk.open('A catalogue API', 'Express');
  const workspaces = join(app.data, 'workspaces');
  const session = readdirSync(workspaces).find((each) => !each.includes('.')) ?? '';
  const steps = ['read-products', 'create-product', 'change-and-remove', 'errors-and-conflicts', 'filter-and-limit', 'safe-and-lasting'];
  for (const step of steps) cpSync(inCheckout('labs/server-side/rest-api/variants/express/solution', step, 'files'), join(workspaces, session), { recursive: true });

  const panel = page.getByRole('region', { name: 'API client' });
  const status = panel.locator('.api-status');
  const list = panel.getByRole('listbox', { name: 'Requests' });
  const send = async (): Promise<void> => {
    await panel.getByRole('button', { name: /^Send/ }).click();
    await panel.getByRole('button', { name: /^Send/ }).waitFor();
  };

  // Nothing runs yet: the error says so.
  await page.getByRole('tab', { name: 'API client' }).click();
  await list.getByRole('option', { name: /Is it there/ }).click();
  await send();
  await panel.getByText('Nothing listens there').waitFor();
  await app.screenshot('api-refused');
  writeFileSync(join(workspaces, session, 'live.mjs'), LIVE);
  await desk.type('node live.mjs & node server.js');
  await desk.terminalShows(/listen|3000/i);
  await eventually('the program answers', async () => {
    await send();
    return (await status.count()) > 0 && (await status.innerText()).startsWith('200');
  }, DESK_MS);

  // A list with a parameter, as text, as a tree, its headers and its times.
  await list.getByRole('option', { name: /List the products/ }).click();
  await panel.getByRole('checkbox', { name: 'Parameter 2, sent' }).check();
  await panel.getByRole('textbox', { name: 'Parameter 2, value' }).fill('3');
  await keyboard.press('ControlOrMeta+Enter');
  await panel.locator('.api-status').filter({ hasText: '200' }).waitFor();
  await expectAccessible(page, 'API client, an answer');
  await app.screenshot('api-answer-light');
  await panel.getByRole('tab', { name: 'Tree' }).click();
  await panel.getByRole('treegrid', { name: 'Answer as a tree' }).getByText('"SPI-1001"').waitFor();
  await app.screenshot('api-tree-light');
  await expectAccessible(page, 'API client, tree');
  await panel.getByRole('tab', { name: /^Headers \d/ }).last().click();
  await panel.getByRole('table', { name: 'Headers of the answer' }).getByText('application/json').waitFor();
  await panel.getByRole('tab', { name: 'Timing' }).click();
  await app.screenshot('api-timing-light');

  // What one answer brings, the next request uses.
  await list.getByRole('option', { name: /Change what was created/ }).click();
  await send();
  await panel.getByText('The variable new-product has no value').waitFor();
  await list.getByRole('option', { name: /^POST Create/ }).click();
  await send();
  await status.filter({ hasText: '201' }).waitFor();
  expect(await panel.locator('.api-captured').innerText()).toContain('new-product = ');
  await list.getByRole('option', { name: /Change what was created/ }).click();
  await send();
  await status.filter({ hasText: '200' }).waitFor();

  // A request of the learner's own, by keyboard: pasted from curl, tested, saved.
  await keyboard.press('ControlOrMeta+6');
  await panel.getByRole('button', { name: 'New request' }).focus();
  await keyboard.press('Enter');
  await panel.getByRole('textbox', { name: 'Address' }).fill("curl -H 'X-Who: asha' 'http://127.0.0.1:3000/products/9999'");
  await panel.getByRole('tab', { name: /^Tests/ }).first().click();
  await panel.getByRole('combobox', { name: 'New test, place in the answer' }).fill('status');
  await panel.getByRole('textbox', { name: 'Test 1, value' }).fill('404');
  await panel.getByRole('combobox', { name: 'New test, place in the answer' }).fill('$.error');
  await panel.getByRole('combobox', { name: 'Test 2, comparison' }).selectOption('equals');
  await panel.getByRole('textbox', { name: 'Test 2, value' }).fill('nothing');
  await keyboard.press('ControlOrMeta+Enter');
  await panel.getByRole('list', { name: 'Results of the tests' }).getByText('$.error equals nothing').waitFor();
  await app.screenshot('api-tests-light');
  await expectAccessible(page, 'API client, tests');
  await keyboard.press('ControlOrMeta+s');
  await page.getByRole('dialog', { name: 'Save the request' }).getByRole('textbox', { name: 'Name' }).fill('No such product');
  await keyboard.press('Enter');
  await list.getByRole('option', { name: /No such product/ }).waitFor();
  const file = readFileSync(join(workspaces, session, 'requests.yaml'), 'utf8');
  expect(file).toContain('name: No such product');
  expect(file).toContain("url: \"{{baseUrl}}/products/9999\"");

  await panel.getByRole('button', { name: 'Show as code' }).click();
  await page.getByRole('dialog', { name: 'The request as code' }).getByText('X-Who: asha').waitFor();
  await app.screenshot('api-export-light');
  await expectAccessible(page, 'API client, code');
  await keyboard.press('Escape');
  // The focus is on the button again, which shows its name; the next Escape puts that away.
  await page.getByRole('tooltip').waitFor();
  await keyboard.press('Escape');
  await panel.getByRole('button', { name: 'Variables' }).click();
  await page.getByRole('dialog', { name: 'Variables' }).getByRole('textbox', { name: 'Variable 1, name' }).waitFor();
  await app.screenshot('api-variables-light');
  await expectAccessible(page, 'API client, variables');
  await keyboard.press('Escape');

  // A document of the workspace becomes requests, and goes again.
  writeFileSync(join(workspaces, session, 'shop.yaml'), OPENAPI);
  await panel.getByRole('button', { name: 'Import', exact: true }).click();
  const importing = page.getByRole('dialog', { name: 'Import requests' });
  await importing.getByRole('textbox', { name: 'Pasted document' }).fill('swagger: "2.0"');
  await importing.getByText('The text can\'t be read').waitFor();
  await importing.getByRole('button', { name: 'shop.yaml' }).click();
  await importing.getByText('api.saffronlane.example').waitFor();
  await app.screenshot('api-import-light');
  await expectAccessible(page, 'API client, import');
  await importing.getByRole('button', { name: 'Import 2 requests' }).click();
  await list.getByRole('option', { name: /Show a product/ }).first().waitFor();
  await send();
  await status.filter({ hasText: '200' }).waitFor();
  await panel.getByRole('tab', { name: 'Tests 2/2' }).waitFor();
  await panel.getByRole('button', { name: 'Reference' }).click();
  const reference = panel.getByRole('region', { name: 'API reference' });
  await reference.getByRole('button', { name: /Show a product/ }).click();
  await reference.getByRole('button', { name: '200 the product' }).click();
  await app.screenshot('api-reference-light');
  await expectAccessible(page, 'API client, reference');
  await reference.getByRole('button', { name: 'Try it' }).click();
  await send();
  await panel.getByRole('tab', { name: 'Tests 2/2' }).waitFor();
  await panel.getByRole('button', { name: 'Undo' }).click();
  await list.getByRole('option', { name: /^POST Make one/ }).waitFor({ state: 'detached' });

  // A stream of events, and a WebSocket.
  await panel.getByRole('button', { name: 'New request' }).click();
  await panel.getByRole('button', { name: /Method/ }).click();
  await page.getByRole('option', { name: 'SSE' }).click();
  await panel.getByRole('textbox', { name: 'Address' }).fill('http://127.0.0.1:3001/events');
  await keyboard.press('ControlOrMeta+Enter');
  const messages = panel.getByRole('listbox', { name: 'Log' });
  await messages.getByRole('option', { name: /notification 42/ }).click();
  await app.screenshot('api-events-light');
  await expectAccessible(page, 'API client, events');
  await panel.getByRole('button', { name: 'Disconnect' }).click();
  await panel.getByRole('button', { name: 'Connect', exact: true }).click();
  await messages.getByRole('option', { name: /"after":"42"/ }).waitFor();
  await panel.getByRole('button', { name: 'Disconnect' }).click();
  await panel.getByRole('button', { name: 'Connect', exact: true }).waitFor();
  await messages.getByText('You closed the stream').last().waitFor();
  await panel.getByRole('button', { name: /Method/ }).click();
  await page.getByRole('option', { name: 'WS' }).click();
  await panel.getByRole('button', { name: 'Clear the log' }).click();
  await keyboard.press('ControlOrMeta+Enter');
  await panel.getByText('Connected', { exact: true }).first().waitFor();
  await panel.getByRole('textbox', { name: 'Message to send' }).fill('{"topic":"stock"}');
  await keyboard.press('ControlOrMeta+Enter');
  await messages.getByRole('option', { name: /Received:.*stock/ }).click();
  await app.screenshot('api-websocket-light');
  await expectAccessible(page, 'API client, WebSocket');
  await panel.getByRole('button', { name: 'Disconnect' }).click();
  await messages.getByText('You closed the connection: 1000').waitFor();

  // Signing in at the learner's own provider, in the learner's own browser, by keyboard.
  await app.inMain(({ shell }) => {
    shell.openExternal = (url) => {
      (globalThis as { signInPage?: string }).signInPage = url;
      return Promise.resolve();
    };
  });
  await panel.getByRole('button', { name: /Method/ }).click();
  await page.getByRole('option', { name: 'GET', exact: true }).click();
  await panel.getByRole('textbox', { name: 'Address' }).fill('http://127.0.0.1:3002/me');
  await panel.getByRole('tab', { name: /^Auth/ }).click();
  await panel.getByRole('button', { name: /Kind of authorization/ }).click();
  await page.getByRole('option', { name: 'OAuth 2 (code, PKCE)' }).click();
  for (const [name, text] of [['Authorization URL', 'http://127.0.0.1:3002/authorize'], ['Token URL', 'http://127.0.0.1:3002/token'], ['Client ID', 'desk']] as const) await panel.getByRole('textbox', { name }).fill(text);
  await panel.getByRole('button', { name: 'Sign in', exact: true }).focus();
  await keyboard.press('Enter');
  await panel.getByRole('textbox', { name: 'Redirected address' }).waitFor();
  await expectAccessible(page, 'API client, signing in');
  await app.screenshot('api-sign-in-light');
  const browser = { url: '' };
  await eventually('the browser was sent to the sign-in page', async () => {
    browser.url = await app.inMain(() => (globalThis as { signInPage?: string }).signInPage ?? '');
    return browser.url !== '';
  }, DESK_MS);
  const ended = await fetch(browser.url);
  expect(await ended.text()).toContain('You are signed in. You can close this page.');
  await panel.getByText(/Signed in\. The token is good until/).waitFor();
  await keyboard.press('ControlOrMeta+Enter');
  await status.filter({ hasText: '200' }).waitFor();
  await app.screenshot('api-signed-in-light');
  await panel.getByRole('button', { name: 'Sign out' }).click();
  await panel.getByText('Not signed in.').waitFor();
  await panel.getByRole('button', { name: 'New request' }).click();

  // Another machine is refused, and the lesson's curl opens as a request.
  await panel.getByRole('textbox', { name: 'Address' }).fill('http://example.com/');
  await send();
  await panel.getByText('Backbench does not connect to example.com').waitFor();
  await page.getByRole('region', { name: 'Lesson' }).getByRole('button', { name: 'Open in the API client' }).first().focus();
  await keyboard.press('Enter');
  await eventually('the request of the lesson is open', async () => (await panel.getByRole('textbox', { name: 'Address' }).inputValue()) === '{{baseUrl}}/health', DESK_MS);

  await desk.theme('Dark');
  await list.getByRole('option', { name: /^POST Create/ }).click();
  await send();
  await status.filter({ hasText: '409' }).waitFor();
  await app.screenshot('api-answer-dark');
  await expectAccessible(page, 'API client, dark');
  await list.getByRole('option', { name: /New request/ }).first().click();
  await panel.getByRole('button', { name: /Method/ }).click();
  await page.getByRole('option', { name: 'WS', exact: true }).click();
  await panel.getByRole('button', { name: 'Connect', exact: true }).waitFor();
  await app.screenshot('api-websocket-dark');
  await expectAccessible(page, 'API client, WebSocket, dark');
  await panel.getByRole('button', { name: 'Reference' }).click();
  await panel.getByRole('region', { name: 'API reference' }).getByRole('button', { name: /Show a product/ }).click();
  await app.screenshot('api-reference-dark');
  await expectAccessible(page, 'API client, reference, dark');
});
