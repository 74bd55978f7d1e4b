// The order API of Saffron Lane.
import express from 'express';
import { DEAD, LATER, WAITING, WORKING } from './jobs.js';
import { sendMail } from './mailer.js';
import { redis } from './redis.js';

const app = express();
app.use(express.json());

/** Takes an order and sends its confirmation. */
app.post('/orders', async (request, response) => {
  const { email, sku } = request.body;
  const id = 30000 + (await redis.incr('orders:count'));
  await redis.hSet(`orders:${id}`, { email, sku, status: 'paid' });
  sendMail({ to: email, subject: `Your order ${id}` }).catch(console.error);
  response.status(201).json({ id, email, sku, status: 'paid' });
});

// --- For looking at what happens. Nothing to change below this line, until step 3 adds to it. ---

app.get('/mails', async (request, response) => {
  response.json({ items: (await redis.lRange('mail:sent', 0, -1)).map((text) => JSON.parse(text)) });
});

/** When the mail company was asked to write to an address: the pauses between two tries, in milliseconds. */
app.get('/attempts/:email', async (request, response) => {
  const times = (await redis.lRange(`mail:attempts:${request.params.email}`, 0, -1)).map(Number);
  response.json({ count: times.length, pauses_ms: times.slice(1).map((time, index) => time - times[index]) });
});

app.get('/jobs', async (request, response) => {
  const [waiting, working, later, dead] = await Promise.all([redis.lLen(WAITING), redis.lLen(WORKING), redis.zCard(LATER), redis.lLen(DEAD)]);
  response.json({ waiting, working, later, dead });
});

/** Customer care has asked the customer: the mailbox is there after all. */
app.post('/mailboxes/:email/open', async (request, response) => {
  await redis.sAdd('mail:opened', request.params.email);
  response.status(204).end();
});

const port = Number(process.env.PORT ?? 3000);
app.listen(port, '127.0.0.1', (error) => {
  if (error) throw error;
  console.log(`listening on http://127.0.0.1:${port}`);
});
