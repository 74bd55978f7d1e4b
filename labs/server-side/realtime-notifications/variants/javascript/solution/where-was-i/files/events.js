// GET /events: the stream of server-sent events.
import { news } from './news.js';
import { after, isId } from './store.js';

export async function events(request, response) {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  // The head goes out now, not with the first event.
  response.flushHeaders();

  let last = request.get('Last-Event-ID');
  const send = (notification) => {
    last = notification.id;
    response.write(eventText(notification));
  };
  // Listen first, then catch up: what comes meanwhile waits, and nothing falls in between.
  let waiting = [];
  const onAdded = (notification) => (waiting === null ? send(notification) : waiting.push(notification));
  news.on('added', onAdded);
  response.once('close', () => news.off('added', onAdded));

  if (isId(last)) {
    for (let missed = await after(last); missed.length > 0; missed = await after(last)) missed.forEach(send);
  }
  const alreadySent = isId(last) ? last : '0-0';
  const rest = waiting.filter(({ id }) => isNewer(id, alreadySent));
  waiting = null;
  rest.forEach(send);
}

/** Ids are two numbers: the millisecond, and a counter within it. */
function isNewer(id, than) {
  const [ms, count] = id.split('-').map(Number);
  const [thanMs, thanCount] = than.split('-').map(Number);
  return ms > thanMs || (ms === thanMs && count > thanCount);
}

/** An event ends with an empty line. JSON writes line breaks as \n, so the data is always one line. */
function eventText(notification) {
  return `id: ${notification.id}\nevent: notification\ndata: ${JSON.stringify(notification)}\n\n`;
}
