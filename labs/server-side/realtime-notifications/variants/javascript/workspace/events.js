// GET /events: the stream of server-sent events. You write it.

export function events(request, response) {
  response.status(501).json({ error: 'Not written yet.' });
}
