// The service of delivery slots.
import express from 'express';
import { api } from './api.js';

const app = express();
app.use(express.json());

app.get('/health', (request, response) => {
  response.json({ status: 'ok' });
});

app.use(api);

const port = Number(process.env.PORT ?? 3000);
app.listen(port, '127.0.0.1', (error) => {
  if (error) throw error;
  console.log(`listening on http://127.0.0.1:${port}`);
});
