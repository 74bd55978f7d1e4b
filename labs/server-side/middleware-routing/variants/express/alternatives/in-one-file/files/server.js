import express, { Router } from 'express';
import { stock } from './stock.js';

const app = express().disable('x-powered-by').disable('etag');
const began = new WeakMap();

app.use((req, res, next) => {
  began.set(req, process.hrtime.bigint());
  const [given] = /^[\w.-]{1,64}$/.exec(req.headers['x-request-id'] ?? '') ?? [];
  res.locals.id = given ?? `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 12)}`;
  res.setHeader('x-request-id', res.locals.id);
  const where = req.originalUrl.split('?', 1)[0];
  res.on('finish', () => {
    const line = [
      ['status', res.statusCode], ['path', where], ['method', req.method], ['request_id', res.locals.id],
      ['duration_ms', Number(process.hrtime.bigint() - began.get(req)) / 1e6], ['time', new Date()], ['level', 'info'],
    ];
    if (res.locals.why) line.push(['error', res.locals.why]);
    process.stdout.write(`${JSON.stringify(Object.fromEntries(line))}\n`);
  });
  next();
});

const guarded = Router();
guarded.post('/:sku/counts', (req, res, next) => {
  const [, token] = /^Bearer\s+(\S+)$/i.exec(req.headers.authorization ?? '') ?? [];
  if (token === 'desk-2026') next();
  else next(Object.assign(new Error('Who are you?'), { status: 401, expose: true }));
}, express.json({ limit: 1024 }));

app.get('/health', (req, res) => res.send({ status: 'ok' }));
app.use('/stock', guarded, stock);
app.use((req, res, next) => next(Object.assign(new Error('Nothing here'), { status: 404 })));
app.use((error, req, res, next) => {
  const status = error.status ?? 500;
  if (status >= 500) res.locals.why = String(error.stack);
  if (status === 401) res.set('WWW-Authenticate', 'Bearer realm="desk"');
  res.status(status).set('Content-Type', 'application/problem+json');
  res.end(JSON.stringify({
    type: `https://shop.example.com/problems/${status}`,
    title: status < 500 ? 'Please change the request' : 'We failed',
    detail: status < 500 ? error.message : 'Try again later.',
    status, instance: req.originalUrl, request_id: res.locals.id, ...(error.fields && { fields: error.fields }),
  }));
});

app.listen(process.env.PORT ?? 3000);
