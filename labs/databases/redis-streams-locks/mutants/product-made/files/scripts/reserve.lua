local left = redis.call('HINCRBY', KEYS[1], 'stock', -ARGV[1])
if left < 0 then
  redis.call('HINCRBY', KEYS[1], 'stock', ARGV[1])
  return -1
end
return left
