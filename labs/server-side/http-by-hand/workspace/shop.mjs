// The shop's server for the first three steps. Start it with: node shop.mjs
// It is built on Node's own HTTP module, so it reads requests as real servers do. You need not read it.
import { createServer } from 'node:http';

const TEAS = {
  '/teas/masala-chai': 'Masala Chai 250 g\nBlack tea with ginger and cardamom.\n₹360.00\n',
  '/teas/sencha': 'Sencha 100 g\nGreen tea from Japan.\n₹620.00\n',
};
const STORY = [
  'The first chests of tea reached Pune by train, ',
  'and the whole street came to smell them. ',
  'We kept one of the chests. It stands beside the till.\n',
];

const server = createServer((request, response) => {
  const text = (status, body, headers = {}) => {
    response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Length': Buffer.byteLength(body), ...headers });
    response.end(body);
  };
  if (request.method === 'POST' && request.url === '/orders') {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      try {
        text(201, `Thank you. Ordered: ${JSON.parse(body).sku}\n`, { Location: '/orders/30001' });
      } catch {
        text(400, `This is not JSON: ${JSON.stringify(body)}\n`);
      }
    });
    return;
  }
  if (request.url === '/story') {
    // Without a Content-Length, Node sends each piece as a chunk.
    response.writeHead(200, { 'Content-Type': 'text/plain; charset=utf-8' });
    for (const piece of STORY) response.write(piece);
    response.end();
    return;
  }
  if (request.url.startsWith('/tea/')) return text(308, 'Our teas have moved.\n', { Location: request.url.replace('/tea/', '/teas/') });
  if (request.url in TEAS) return text(200, TEAS[request.url]);
  text(404, 'There is nothing at this address.\n');
});

const port = Number(process.env.PORT ?? 8080);
server.listen(port, '127.0.0.1', () => console.log(`the shop listens on 127.0.0.1:${port}`));
