sh till-sync.sh &
pid=$!
until [ -s logs/till-sync.log ]; do sleep 0.1; done
kill -9 "$pid"
wait "$pid" || true
rm -f till-sync.lock
