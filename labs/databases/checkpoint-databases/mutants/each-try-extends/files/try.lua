local tries = redis.call('INCR', KEYS[1])
if tries > 0 then
  redis.call('EXPIRE', KEYS[1], ARGV[2])
end
return tries <= tonumber(ARGV[1]) and 1 or 0
