// One line of JSON for each request, when its answer has been sent.

export function accessLog(request, response, next) {
  const begin = performance.now();
  // Now, since a router changes request.url on the way. Without the query string, in which secrets may stand.
  const { method, path } = request;
  response.once('close', () => {
    console.log(JSON.stringify({
      time: new Date().toISOString(),
      request_id: request.id,
      method,
      path,
      status: response.statusCode,
      duration_ms: Math.round(performance.now() - begin),
      // Why it failed, for us. JSON leaves out what is undefined.
      error: response.statusCode >= 500 ? response.locals.error?.message : undefined,
    }));
  });
  next();
}
