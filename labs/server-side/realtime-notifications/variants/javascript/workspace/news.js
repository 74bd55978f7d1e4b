// Tells the parts of this program that there is a new notification: news.emit('added', notification).
import { EventEmitter } from 'node:events';

export const news = new EventEmitter();
// One listener for each client that is connected, so there may be many.
news.setMaxListeners(0);
