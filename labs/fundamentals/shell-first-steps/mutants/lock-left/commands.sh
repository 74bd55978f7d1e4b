sh till-sync.sh &
pid=$!
until [ -s logs/till-sync.log ]; do sleep 0.1; done
kill "$pid"
wait "$pid" || true
sh till-sync.sh &
pid=$!
until [ "$(wc -l < logs/till-sync.log)" -ge 3 ]; do sleep 0.1; done
kill -9 "$pid"
wait "$pid" || true
