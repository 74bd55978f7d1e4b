// One line of JSON for each request, when its answer has been sent.

export function accessLog(request, response, next) {
  const begin = performance.now();
  // Now, since a router changes request.url on the way. Without the query string, in which secrets may stand.
  const { method, path } = request;
  response.once('close', () => {
    console.log(`${new Date().toISOString()} ${request.id} ${method} ${path} ${response.statusCode} ${Math.round(performance.now() - begin)} ms`);
  });
  next();
}
