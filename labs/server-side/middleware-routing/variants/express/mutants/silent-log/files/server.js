// The stock desk of Saffron Lane: puts the parts together and listens.
import express from 'express';
import { accessLog } from './access-log.js';
import { requireToken } from './auth.js';
import { answerError, answerUnknownRoute } from './problems.js';
import { requestId } from './request-id.js';
import { stock } from './stock.js';

const app = express();

app.use(requestId);
app.use(accessLog);
app.get('/health', (request, response) => {
  response.json({ status: 'ok' });
});

// Who may write, before what they write: nobody's body is read for nothing.
app.post('/stock/:sku/counts', requireToken, express.json({ limit: '1kb' }));
app.use('/stock', stock);

// Last: whatever no route took, then whatever went wrong on the way.
app.use(answerUnknownRoute);
app.use(answerError);

// PORT is set where the program must listen on a given port. Listening on 127.0.0.1 keeps it on this machine.
const port = Number(process.env.PORT ?? 3000);
const server = app.listen(port, '127.0.0.1', (error) => {
  if (error) throw error;
  // Standard error is for people who start the program; standard output is for its log.
  console.error(`listening on http://127.0.0.1:${port}`);
});

// Asked to stop: finish the requests that are under way.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => server.close());
