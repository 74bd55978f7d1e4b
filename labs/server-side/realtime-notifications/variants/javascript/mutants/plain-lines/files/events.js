// GET /events: the stream of server-sent events.
import { news } from './news.js';

export function events(request, response) {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  // The head goes out now, not with the first event.
  response.flushHeaders();
  const send = (notification) => response.write(eventText(notification));
  news.on('added', send);
  response.once('close', () => news.off('added', send));
}

function eventText(notification) {
  return `id: ${notification.id}\nevent: notification\ndata: {"id":"${notification.id}","topic":"${notification.topic}","text":"${notification.text}"}\n\n`;
}
