// Everything under /stock. You need not change this file.
import { Router } from 'express';
import { HttpError } from './http-error.js';
import { printLabel } from './label-printer.js';

export const stock = Router();

/** What lies on the shelves, by sku. A real desk keeps it in a database. */
const items = new Map([
  ['TEA-2001', { sku: 'TEA-2001', name: 'Assam Breakfast 250 g', stock: 264 }],
  ['TEA-2004', { sku: 'TEA-2004', name: 'Masala Chai 250 g', stock: 320 }],
  ['SPI-1011', { sku: 'SPI-1011', name: 'Pink Peppercorns 40 g', stock: 0 }],
]);

stock.get('/', (request, response) => {
  response.json({ items: [...items.values()] });
});

stock.get('/:sku', (request, response) => {
  response.json(itemOf(request));
});

/** Somebody has counted the shelf. */
stock.post('/:sku/counts', (request, response) => {
  const item = itemOf(request);
  const count = request.body?.count;
  if (!Number.isInteger(count) || count < 0) {
    throw new HttpError(422, 'The count is not valid.', { count: 'must be a whole number from 0' });
  }
  item.stock = count;
  response.json(item);
});

/** Prints a label for the shelf. */
stock.get('/:sku/label', async (request, response) => {
  response.json({ printed: await printLabel(itemOf(request)) });
});

function itemOf(request) {
  const item = items.get(request.params.sku);
  if (item === undefined) throw new HttpError(404, `There is no product ${request.params.sku}.`);
  return item;
}
