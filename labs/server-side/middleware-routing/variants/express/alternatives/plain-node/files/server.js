// No framework: layers are functions around functions.
import { randomUUID } from 'node:crypto';
import { createServer, STATUS_CODES } from 'node:http';
import { printLabel } from './label-printer.js';

const shelf = { 'TEA-2001': ['Assam Breakfast 250 g', 264], 'TEA-2004': ['Masala Chai 250 g', 320], 'SPI-1011': ['Pink Peppercorns 40 g', 0] };
const shown = (sku) => ({ sku, name: shelf[sku][0], stock: shelf[sku][1] });

class Refused extends Error {
  constructor(status, message, more = {}) {
    super(message);
    Object.assign(this, { status, more });
  }
}

async function route({ request, path }) {
  const [, first, sku, what] = path.split('/');
  if (path === '/health') return { status: 'ok' };
  if (first !== 'stock') throw new Refused(404, 'No such page.');
  if (request.method === 'POST' && what === 'counts') {
    if (request.headers.authorization !== 'Bearer desk-2026') throw new Refused(401, 'Who is there?');
    const body = await read(request);
    if (!(sku in shelf)) throw new Refused(404, 'No such product.');
    if (!Number.isInteger(body?.count) || body.count < 0) throw new Refused(422, 'No count.', { fields: { count: 'a whole number' } });
    shelf[sku][1] = body.count;
    return shown(sku);
  }
  if (sku === undefined) return { items: Object.keys(shelf).map(shown) };
  if (!(sku in shelf)) throw new Refused(404, 'No such product.');
  return what === 'label' ? { printed: await printLabel(shown(sku)) } : shown(sku);
}

async function read(request) {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
    if (text.length > 1024) throw new Refused(413, 'Too much.');
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new Refused(400, 'No JSON.');
  }
}

const withProblems = (inner) => async (context) => {
  try {
    return { status: 200, type: 'application/json', json: await inner(context) };
  } catch (error) {
    const status = error instanceof Refused ? error.status : 500;
    if (status === 500) context.log.error = error.message;
    const detail = status === 500 ? 'Sorry.' : error.message;
    return {
      status, type: 'application/problem+json', headers: status === 401 ? { 'www-authenticate': 'Bearer' } : {},
      json: { type: 'about:blank', title: STATUS_CODES[status], status, detail, request_id: context.id, ...error.more },
    };
  }
};

const withLog = (inner) => async (context) => {
  const begin = Date.now();
  const result = await inner(context);
  context.log = { time: new Date(begin), request_id: context.id, method: context.request.method, path: context.path, status: result.status, duration_ms: Date.now() - begin, ...context.log };
  console.log(JSON.stringify(context.log));
  return result;
};

const handle = withLog(withProblems(route));

createServer(async (request, response) => {
  const sent = request.headers['x-request-id'] ?? '';
  const id = /^[A-Za-z0-9._-]{1,64}$/.test(sent) ? sent : randomUUID();
  const { status, type, json, headers } = await handle({ request, id, path: request.url.replace(/\?.*/, ''), log: {} });
  response.writeHead(status, { 'content-type': type, 'x-request-id': id, ...headers }).end(JSON.stringify(json));
}).listen(process.env.PORT ?? 3000, '127.0.0.1');
