// The shop's order API, in memory: what you test. All is as API.md says.
import { createServer } from 'node:http';

const products = [
  { id: 1, sku: 'SPI-1001', name: 'Kashmiri Saffron 1 g', category: 'spices', price_paise: 52500, stock: 138 },
  { id: 2, sku: 'SPI-1002', name: 'Green Cardamom 100 g', category: 'spices', price_paise: 46000, stock: 85 },
  { id: 3, sku: 'TEA-2001', name: 'Assam Breakfast 250 g', category: 'tea', price_paise: 34000, stock: 240 },
  { id: 4, sku: 'TEA-2002', name: 'Darjeeling First Flush 100 g', category: 'tea', price_paise: 78000, stock: 60 },
  { id: 5, sku: 'TEA-2004', name: 'Masala Chai 250 g', category: 'tea', price_paise: 36000, stock: 310 },
  { id: 6, sku: 'TLS-4006', name: "Chef's Knife 20 cm", category: 'tools', price_paise: 189000, stock: 44 },
];
const orders = new Map();
let next = 10001;

function list(url) {
  const category = url.searchParams.get('category');
  const limit = url.searchParams.get('limit');
  let items = products;
  if (category !== null) items = items.filter((each) => each.category === category);
  if (limit !== null) items = items.slice(0, Number(limit));
  return { items };
}

function order(body, answer) {
  const product = products.find((each) => each.sku === body.sku);
  if (product === undefined) return answer(422, { error: 'There is no such product.' });
  const right = Number.isInteger(body.quantity) && body.quantity >= 1;
  if (!right) return answer(422, { error: 'The quantity is a whole number from 1.' });
  const made = { id: next++, sku: body.sku, quantity: body.quantity, status: 'open', total_paise: product.price_paise * body.quantity };
  orders.set(made.id, made);
  return answer(201, made, { location: `/orders/${made.id}` });
}

createServer((request, response) => {
  const url = new URL(request.url, 'http://shop');
  let text = '';
  request.on('data', (chunk) => { text += chunk; });
  request.on('end', () => {
    const answer = (status, body, headers = {}) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(body === undefined ? '' : JSON.stringify(body));
    };
    const missing = () => answer(404, { error: 'There is nothing here.' });
    const [, kind, id, more] = url.pathname.split('/');
    if (more !== undefined) return missing();
    if (request.method === 'GET' && kind === 'products' && id === undefined) return answer(200, list(url));
    if (request.method === 'GET' && kind === 'products') {
      const product = products.find((each) => String(each.id) === id);
      return product === undefined ? missing() : answer(200, product);
    }
    if (kind !== 'orders') return missing();
    if (request.method === 'POST' && id === undefined) {
      let body;
      try {
        body = JSON.parse(text);
      } catch {
        return answer(400, { error: 'The body is not JSON.' });
      }
      return order(body ?? {}, answer);
    }
    const found = orders.get(Number(id));
    if (found === undefined) return missing();
    if (request.method === 'GET') return answer(200, found);
    if (request.method !== 'DELETE') return answer(405, { error: 'Not here.' }, { allow: 'GET, DELETE' });
    orders.delete(found.id);
    response.writeHead(204).end();
  });
}).listen(process.env.PORT ?? 3000, '127.0.0.1', () => console.log(`listening on http://127.0.0.1:${process.env.PORT ?? 3000}`));
