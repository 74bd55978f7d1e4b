import { Router } from 'express';
import { productErrors } from '../../validation.js';
import { HttpError } from '../http-error.js';
import * as repository from '../product-repository.js';

const found = (product, id) => {
  if (!product) throw new HttpError(404, `Product ${id} does not exist`);
  return product;
};
const idOf = (req) => {
  if (!/^\d{1,9}$/.test(req.params.id)) throw new HttpError(404, 'Product does not exist');
  return Number(req.params.id);
};
const valid = async (input) => {
  const fields = await productErrors(input);
  if (Object.keys(fields).length > 0) throw new HttpError(422, 'Invalid product', fields);
  return input;
};

export function productRoutes() {
  const router = Router();
  router.get('/', async (req, res) => res.json({ items: await repository.list() }));
  router.post('/', async (req, res) => {
    const product = await repository.insert(await valid(req.body));
    res.status(201).location(`${req.baseUrl}/${product.id}`).json(product);
  });
  router.get('/:id', async (req, res) => res.json(found(await repository.find(idOf(req)), req.params.id)));
  router.put('/:id', async (req, res) => {
    found(await repository.find(idOf(req)), req.params.id);
    res.json(found(await repository.update(idOf(req), await valid(req.body)), req.params.id));
  });
  router.patch('/:id', async (req, res) => {
    const before = found(await repository.find(idOf(req)), req.params.id);
    res.json(found(await repository.update(idOf(req), await valid(Object.assign({}, before, req.body))), req.params.id));
  });
  router.delete('/:id', async (req, res) => {
    found(await repository.remove(idOf(req)), req.params.id);
    res.status(204).send();
  });
  return router;
}
