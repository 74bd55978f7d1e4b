import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { after, isId, lastId } from './store.js';

const HEARTBEAT_MS = process.env.HEARTBEAT_MS ?? 15000;

async function* notifications(from, stopped) {
  let id = from;
  let quietSince = Date.now();
  while (!stopped()) {
    const found = await after(id, 5);
    for (const each of found) {
      yield `id: ${each.id}\nevent: notification\ndata: ${JSON.stringify(each)}\n\n`;
      id = each.id;
    }
    if (found.length > 0) quietSince = Date.now();
    else await pause(50);
    if (Date.now() - quietSince > HEARTBEAT_MS) {
      yield ':\n\n';
      quietSince = Date.now();
    }
  }
}

export async function events(request, response) {
  const sent = request.headers['last-event-id'];
  const from = isId(sent) ? sent : await lastId();
  response.status(200).type('text/event-stream').flushHeaders();
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  for await (const text of notifications(from, () => gone.signal.aborted)) {
    if (response.write(text)) continue;
    await once(response, 'drain', { signal: gone.signal }).catch(() => {});
  }
}
