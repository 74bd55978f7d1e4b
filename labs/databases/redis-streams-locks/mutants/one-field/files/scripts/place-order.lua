redis.call('PUBLISH', 'kitchen:bell', ARGV[1])
return redis.call('XADD', KEYS[1], '*', 'order_id', ARGV[1])
