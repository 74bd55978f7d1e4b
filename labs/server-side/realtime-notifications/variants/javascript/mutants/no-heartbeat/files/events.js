// GET /events: the stream of server-sent events.
import { once } from 'node:events';
import { news } from './news.js';
import { after, isId, lastId } from './store.js';

/** How many notifications are read at once, and so the most that waits here for one client. */
const BATCH = 20;

export async function events(request, response) {
  const sent = request.get('Last-Event-ID');
  const from = isId(sent) ? sent : await lastId();
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  // The head goes out now, not with the first event.
  response.flushHeaders();

  await tell(response, from);
}

/** Sends everything after this id, as fast as the client takes it, until the client goes. */
async function tell(response, from) {
  const gone = new AbortController();
  let isNews;
  let wake = () => {};
  const ring = () => {
    isNews = true;
    wake();
  };
  news.on('added', ring);
  response.once('close', () => {
    news.off('added', ring);
    gone.abort();
    ring();
  });
  for (let last = from; !gone.signal.aborted;) {
    isNews = false;
    const batch = await after(last, BATCH);
    for (const notification of batch) {
      last = notification.id;
      // false: the client has not taken what it got. The rest waits in Redis, not here.
      const isTaken = response.write(eventText(notification));
      if (!isTaken && !gone.signal.aborted) await once(response, 'drain', { signal: gone.signal }).catch(() => {});
      if (gone.signal.aborted) return;
    }
    // What was added while we looked has rung already.
    if (batch.length === 0 && !isNews) await new Promise((resolve) => { wake = resolve; });
  }
}

/** An event ends with an empty line. JSON writes line breaks as \n, so the data is always one line. */
function eventText(notification) {
  return `id: ${notification.id}\nevent: notification\ndata: ${JSON.stringify(notification)}\n\n`;
}
