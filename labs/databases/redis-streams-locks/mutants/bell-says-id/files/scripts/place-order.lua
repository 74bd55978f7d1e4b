local id = redis.call('XADD', KEYS[1], '*', 'order_id', ARGV[1], 'total_paise', ARGV[2])
redis.call('PUBLISH', 'kitchen:bell', id)
return id
