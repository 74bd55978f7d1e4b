// The returns desk of Saffron Lane: puts the parts together and listens.
import express from 'express';
import { bank } from './bank.js';
import { pool } from './db.js';
import { answerError, answerUnknownRoute } from './errors.js';
import { returns } from './returns.js';

const app = express();

app.get('/health', (request, response) => {
  response.json({ status: 'ok' });
});
app.use('/bank', bank);
app.use('/returns', returns);
app.use(answerUnknownRoute);
app.use(answerError);

// PORT is set where the program must listen on a given port. Listening on 127.0.0.1 keeps it on this machine.
const port = Number(process.env.PORT ?? 3000);
const server = app.listen(port, '127.0.0.1', (error) => {
  if (error) throw error;
  console.log(`listening on http://127.0.0.1:${port}`);
});

// Asked to stop: finish the requests that are under way, then let go of the database.
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => server.close(() => pool.end()));
}
