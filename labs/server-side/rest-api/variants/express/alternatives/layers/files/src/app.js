import express from 'express';
import { productRoutes } from './routes/products.js';
import { HttpError } from './http-error.js';

export function createApp() {
  const app = express().disable('x-powered-by');
  app.use(express.json());
  app.get('/health', (req, res) => res.json({ status: 'ok' }));
  app.use('/products', productRoutes());
  app.use((req) => { throw new HttpError(404, `No ${req.path} here`); });
  app.use((error, req, res, next) => {
    const known = error instanceof HttpError ? error : translate(error);
    if (known.status === 500) console.error(error);
    if (res.headersSent) next(error);
    else res.status(known.status).json({ error: known.message, ...(known.fields ? { fields: known.fields } : {}) });
  });
  return app;
}

function translate(error) {
  if (error.code === '23505') return new HttpError(409, 'That sku is taken');
  if (Number.isInteger(error.statusCode) && error.statusCode < 500) return new HttpError(error.statusCode, 'Bad request');
  return new HttpError(500, 'Internal error');
}
