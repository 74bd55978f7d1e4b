local stock = tonumber(redis.call('HGET', KEYS[1], 'stock'))
if stock < tonumber(ARGV[1]) then return -1 end
return redis.call('HINCRBY', KEYS[1], 'stock', -ARGV[1])
