if redis.call('EXISTS', KEYS[1]) == 0 then return -1 end
local left = redis.call('HINCRBY', KEYS[1], 'stock', -ARGV[1])
if left < 0 then
  redis.call('HINCRBY', KEYS[1], 'stock', ARGV[1])
  return -1
end
return left
