local stock = tonumber(redis.call('HGET', KEYS[1], 'stock') or '0')
if stock < tonumber(ARGV[1]) then return -1 end
redis.call('HINCRBY', KEYS[1], 'stock', -ARGV[1])
return tonumber(ARGV[1])
