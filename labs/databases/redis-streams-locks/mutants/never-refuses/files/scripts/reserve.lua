return redis.call('HINCRBY', KEYS[1], 'stock', -ARGV[1])
