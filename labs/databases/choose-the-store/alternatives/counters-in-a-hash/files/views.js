export const view = (redis, sku) => redis.hIncrBy('page:views', sku, 1);

export async function top(redis, n) {
  const all = Object.entries(await redis.hGetAll('page:views'));
  return all.map(([sku, views]) => ({ sku, views: Number(views) })).sort((a, b) => b.views - a.views || a.sku.localeCompare(b.sku)).slice(0, n);
}
