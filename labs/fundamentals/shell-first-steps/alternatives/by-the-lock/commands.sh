sh till-sync.sh > /dev/null &
until [ -s till-sync.lock ] && [ -s logs/till-sync.log ]; do sleep 0.1; done
kill -s TERM "$(cat till-sync.lock)"
until [ ! -e till-sync.lock ]; do sleep 0.1; done
