// GET /events: the stream of server-sent events.
import { news } from './news.js';

export function events(request, response) {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  const send = (notification) => response.write(eventText(notification));
  news.on('added', send);
  response.once('close', () => news.off('added', send));
}

/** An event ends with an empty line. JSON writes line breaks as \n, so the data is always one line. */
function eventText(notification) {
  return `id: ${notification.id}\nevent: notification\ndata: ${JSON.stringify(notification)}\n\n`;
}
