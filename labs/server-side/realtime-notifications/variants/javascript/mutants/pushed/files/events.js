// GET /events: the stream of server-sent events.
import { news } from './news.js';
import { after, isId, lastId } from './store.js';

const HEARTBEAT_MS = Number(process.env.HEARTBEAT_MS ?? 15_000);

export async function events(request, response) {
  const sent = request.get('Last-Event-ID');
  let last = isId(sent) ? sent : await lastId();
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  response.flushHeaders();
  const heartbeat = setInterval(() => response.write(': still here\n\n'), HEARTBEAT_MS);
  const send = (notification) => {
    last = notification.id;
    response.write(`id: ${notification.id}\nevent: notification\ndata: ${JSON.stringify(notification)}\n\n`);
  };
  for (let missed = await after(last); missed.length > 0; missed = await after(last)) missed.forEach(send);
  news.on('added', send);
  response.once('close', () => {
    clearInterval(heartbeat);
    news.off('added', send);
  });
}
