-- A script runs alone, so looking first and writing then is safe here.
if redis.call('EXISTS', KEYS[1]) == 1 then return nil end
redis.call('SET', KEYS[1], ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return redis.call('INCRBY', KEYS[2], 1)
