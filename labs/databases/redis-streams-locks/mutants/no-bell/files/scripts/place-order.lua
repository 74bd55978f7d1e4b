return redis.call('XADD', KEYS[1], '*', 'order_id', ARGV[1], 'total_paise', ARGV[2])
