local tries = redis.call('INCR', KEYS[1])
if tries == 1 then
  redis.call('EXPIRE', KEYS[1], ARGV[2])
end
return tries <= 1 + tonumber(ARGV[1]) and 1 or 0
