// The service of delivery slots.
import { readFileSync } from 'node:fs';
import express from 'express';
import * as OpenApiValidator from 'express-openapi-validator';
import { load } from 'js-yaml';
import { api } from './api.js';

const document = load(readFileSync('openapi.yaml', 'utf8'));

const app = express();
app.use(express.json());

app.get('/health', (request, response) => {
  response.json({ status: 'ok' });
});

app.get('/openapi.json', (request, response) => {
  response.json(document);
});
app.get('/docs/', (request, response) => {
  response.send('<!doctype html><title>Slots</title><link rel="stylesheet" href="https://cdn.example.com/swagger-ui.css"><div id="swagger-ui"></div><script src="https://cdn.example.com/swagger-ui-bundle.js"></script>');
});

// Whatever does not fit the document goes no further, and neither does an answer that breaks it.
app.use(OpenApiValidator.middleware({ apiSpec: 'openapi.yaml', validateRequests: true, validateResponses: true }));
app.use(api);

// Four parameters tell Express that this is for errors.
app.use((error, request, response, next) => {
  // Half an answer can't be taken back: Express cuts the connection.
  if (response.headersSent) return next(error);
  const status = error.status ?? 500;
  if (status >= 500) console.error(error);
  response.status(status).json({ error: status >= 500 ? 'Something went wrong on our side.' : error.message });
});

const port = Number(process.env.PORT ?? 3000);
app.listen(port, '127.0.0.1', (error) => {
  if (error) throw error;
  console.log(`listening on http://127.0.0.1:${port}`);
});
