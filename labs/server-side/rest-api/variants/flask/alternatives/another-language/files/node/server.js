// The catalogue API on node:http alone.
import { createServer } from 'node:http';
import { pool } from './db.js';
import { handle } from './routes.js';

class BadJson extends Error {}

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new BadJson();
  }
}

function failure(error) {
  if (error instanceof BadJson) return { status: 400, json: { error: 'The body is not JSON.' } };
  if (error.code === '23505') return { status: 409, json: { error: 'The sku is taken.' } };
  if (error.code === '22021' || error instanceof URIError) return { status: 400, json: { error: 'The request has a character that cannot be.' } };
  console.error(error);
  return { status: 500, json: { error: 'Our fault.' } };
}

const server = createServer(async (request, response) => {
  let answer;
  try {
    const url = new URL(request.url, 'http://localhost');
    answer = await handle({ method: request.method, url, body: await bodyOf(request) });
  } catch (error) {
    answer = failure(error);
  }
  const { status, json, headers = {} } = answer;
  if (json === undefined) return response.writeHead(status, headers).end();
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(json));
});

server.listen(Number(process.env.PORT ?? 3000));
process.once('SIGTERM', () => {
  server.close(() => pool.end());
  server.closeAllConnections();
});
