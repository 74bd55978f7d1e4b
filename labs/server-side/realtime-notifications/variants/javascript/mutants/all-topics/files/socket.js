// /socket: a WebSocket, over which a client says which topics it wants.
import { WebSocketServer } from 'ws';
import { news } from './news.js';

/** A client's messages are some forty bytes long. */
const MAX_MESSAGE_BYTES = 1_024;
/** The most that waits for one client, in bytes; who has more is cut off, and catches up with GET /notifications. */
const MAX_WAITING_BYTES = 1_048_576;
/** Close codes of WebSockets: what came can't be accepted; come back later. */
const POLICY_VIOLATION = 1008;
const TRY_AGAIN_LATER = 1013;

/** Takes the upgrades of this HTTP server to /socket. */
export function addSocket(server) {
  const sockets = new WebSocketServer({ server, path: '/socket', maxPayload: MAX_MESSAGE_BYTES });
  sockets.on('connection', (socket) => {
    const topics = new Set();
    const onAdded = (notification) => {
      if (socket.bufferedAmount > MAX_WAITING_BYTES) socket.close(TRY_AGAIN_LATER, 'You read too slowly.');
      else socket.send(JSON.stringify(notification));
    };
    news.on('added', onAdded);
    socket.on('close', () => news.off('added', onAdded));
    socket.on('error', (error) => console.error('socket:', error.message));
    socket.on('message', (bytes) => {
      const wish = wishIn(bytes);
      if (wish === null) return socket.close(POLICY_VIOLATION, 'That is no wish.');
      if (wish.subscribe !== undefined) topics.add(wish.subscribe);
      else topics.delete(wish.unsubscribe);
      socket.send(JSON.stringify({ topics: [...topics].toSorted() }));
    });
  });
}

/** { subscribe: topic } or { unsubscribe: topic }; null for anything else. */
function wishIn(bytes) {
  try {
    const { subscribe, unsubscribe } = JSON.parse(bytes.toString('utf8'));
    const isTopic = (value) => typeof value === 'string' && /^[a-z]{1,20}$/.test(value);
    if (isTopic(subscribe) && unsubscribe === undefined) return { subscribe };
    if (isTopic(unsubscribe) && subscribe === undefined) return { unsubscribe };
  } catch {
    // Not JSON, or null.
  }
  return null;
}
