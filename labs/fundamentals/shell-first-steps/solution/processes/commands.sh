sh till-sync.sh &
pid=$!
until [ -e till-sync.lock ] && [ -s logs/till-sync.log ]; do sleep 0.1; done
kill "$pid"
wait "$pid" || true
