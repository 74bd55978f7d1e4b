local stock = redis.call('HGET', KEYS[1], 'stock')
if not stock then return -1 end
if stock < ARGV[1] then return -1 end
return redis.call('HINCRBY', KEYS[1], 'stock', -ARGV[1])
