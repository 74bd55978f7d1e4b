const KEY = 'views';

export async function view(redis, sku) {
  await redis.zIncrBy(KEY, 1, sku);
}

export async function top(redis, n) {
  const best = await redis.zRangeWithScores(KEY, 0, n - 1);
  return best.map(({ value, score }) => ({ sku: value, views: score }));
}
