#!/bin/sh
# Fetches the sales of the till. Only one sync may run at a time: till-sync.lock stands for the one that runs.
# Usage: sh till-sync.sh

if [ -e till-sync.lock ]; then
  echo "till-sync: till-sync.lock is there, so another sync runs. Nothing done." >&2
  exit 1
fi
echo "$$" > till-sync.lock
echo "started" >> logs/till-sync.log

# What happens when somebody asks the process to end: tidy up first.
stop() {
  echo "asked to stop, lock removed" >> logs/till-sync.log
  rm -f till-sync.lock
  exit 143
}
trap stop TERM INT HUP

# The till was moved to another address, and nobody told this program. It asks and asks.
while true; do
  sleep 1
done
