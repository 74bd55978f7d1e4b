/** The Redis commands that a check may send: those that read and neither block nor depend on the moment. */

/** By the group names of https://redis.io/docs/latest/commands/ */
const READING: ReadonlySet<string> = new Set([
  // keys
  'EXISTS', 'TYPE', 'TTL', 'PTTL', 'EXPIRETIME', 'PEXPIRETIME', 'KEYS', 'SCAN', 'DBSIZE', 'OBJECT', 'MEMORY',
  // strings and bitmaps
  'GET', 'MGET', 'STRLEN', 'GETRANGE', 'SUBSTR', 'LCS', 'GETBIT', 'BITCOUNT', 'BITPOS', 'BITFIELD_RO',
  // hashes
  'HGET', 'HMGET', 'HGETALL', 'HKEYS', 'HVALS', 'HLEN', 'HEXISTS', 'HSTRLEN', 'HSCAN', 'HTTL', 'HPTTL',
  // lists
  'LRANGE', 'LLEN', 'LINDEX', 'LPOS',
  // sets
  'SMEMBERS', 'SISMEMBER', 'SMISMEMBER', 'SCARD', 'SINTER', 'SINTERCARD', 'SUNION', 'SDIFF', 'SSCAN',
  // sorted sets
  'ZRANGE', 'ZREVRANGE', 'ZRANGEBYSCORE', 'ZREVRANGEBYSCORE', 'ZRANGEBYLEX', 'ZREVRANGEBYLEX', 'ZSCORE', 'ZMSCORE', 'ZRANK',
  'ZREVRANK', 'ZCARD', 'ZCOUNT', 'ZLEXCOUNT', 'ZINTER', 'ZINTERCARD', 'ZUNION', 'ZDIFF', 'ZSCAN',
  // streams, counting, places
  'XRANGE', 'XREVRANGE', 'XLEN', 'XINFO', 'XPENDING', 'PFCOUNT', 'GEOPOS', 'GEODIST', 'GEOHASH', 'GEOSEARCH',
  'SORT_RO', 'EVAL_RO', 'EVALSHA_RO', 'FCALL_RO',
]);

/** True when the command only reads. */
export function isReadingCommand(command: readonly string[]): boolean {
  return READING.has((command[0] ?? '').toUpperCase());
}
