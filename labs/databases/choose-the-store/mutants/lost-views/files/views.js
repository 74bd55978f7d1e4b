const KEY = 'views';

export async function view(redis, sku) {
  const before = await redis.zScore(KEY, sku) ?? 0;
  await new Promise((resolve) => setTimeout(resolve, 40));
  await redis.zAdd(KEY, { score: before + 1, value: sku });
}

export async function top(redis, n) {
  const best = await redis.zRangeWithScores(KEY, 0, n - 1, { REV: true });
  return best.map(({ value, score }) => ({ sku: value, views: score }));
}
