import { news } from './news.js';

const open = new Set();

news.on('added', ({ id, topic, text }) => {
  const lines = JSON.stringify({ text, topic, id }, null, 1).split('\n');
  for (const response of open) response.write(['event:notification', `id:${id}`, ...lines.map((line) => `data:${line}`), '', ''].join('\r\n'));
});

export const events = (request, response) => {
  response.set({ 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' });
  response.write('retry: 2000\n\n: welcome\n\n');
  open.add(response);
  request.on('close', () => open.delete(response));
};
