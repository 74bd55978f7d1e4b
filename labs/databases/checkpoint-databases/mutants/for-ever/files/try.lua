local tries = redis.call('INCR', KEYS[1])
return tries <= tonumber(ARGV[1]) and 1 or 0
