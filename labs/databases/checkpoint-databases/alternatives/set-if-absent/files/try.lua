redis.call('SET', KEYS[1], 0, 'EX', ARGV[2], 'NX')
if tonumber(redis.call('GET', KEYS[1])) >= tonumber(ARGV[1]) then
  return 0
end
redis.call('INCR', KEYS[1])
return 1
