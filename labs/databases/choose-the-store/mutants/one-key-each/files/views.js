export async function view(redis, sku) {
  await redis.incr(`views:${sku}`);
}

export async function top(redis, n) {
  // The best of all, then the best of the rest, and so on.
  const found = [];
  while (found.length < n) {
    let best = null;
    for (const key of await redis.keys('views:*')) {
      const sku = key.slice(6);
      if (found.some((each) => each.sku === sku) || await redis.exists(key) === 0) continue;
      const views = Number(await redis.get(key));
      if (best === null || views > best.views) best = { sku, views };
    }
    if (best === null) break;
    found.push(best);
  }
  return found;
}
