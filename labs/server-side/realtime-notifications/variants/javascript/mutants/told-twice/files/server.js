// The notifications of Saffron Lane: puts the parts together and listens.
import express from 'express';
import { events } from './events.js';
import { follow } from './feed.js';
import { news } from './news.js';
import { add, after, isId } from './store.js';

const app = express();
app.use(express.json({ limit: '200kb' }));

app.post('/notifications', async (request, response) => {
  const { topic, text } = request.body ?? {};
  if (typeof topic !== 'string' || !/^[a-z]{1,20}$/.test(topic) || typeof text !== 'string' || text === '') {
    return response.status(422).json({ error: 'A notification has a topic of small letters and a text.' });
  }
  const notification = await add({ topic, text });
  news.emit('added', notification);
  response.status(201).json(notification);
});

/** For those who ask: everything after an id. */
app.get('/notifications', async (request, response) => {
  const id = request.query.after ?? '0-0';
  if (!isId(id)) return response.status(400).json({ error: 'after must be an id.' });
  response.json({ items: await after(id) });
});

app.get('/events', events);

await follow();

// PORT is set where the program must listen on a given port. Listening on 127.0.0.1 keeps it on this machine.
const port = Number(process.env.PORT ?? 3000);
const server = app.listen(port, '127.0.0.1', (error) => {
  if (error) throw error;
  console.log(`listening on http://127.0.0.1:${port}`);
});

// Asked to stop: streams would stay open for ever, so the connections are ended.
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    server.closeAllConnections();
    process.exit(0);
  });
}
