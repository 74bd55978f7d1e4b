local stock = tonumber(redis.call('HGET', KEYS[1], 'stock') or '0')
local pieces = tonumber(ARGV[1])
if stock < pieces then return -1 end
return redis.call('HINCRBY', KEYS[1], 'stock', -pieces)
