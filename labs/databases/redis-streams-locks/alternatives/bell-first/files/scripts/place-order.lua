-- Nobody sees anything before the script ends, so the order of these two does not matter.
redis.call('PUBLISH', 'kitchen:bell', ARGV[1])
return redis.call('XADD', KEYS[1], '*', 'total_paise', ARGV[2], 'order_id', ARGV[1])
