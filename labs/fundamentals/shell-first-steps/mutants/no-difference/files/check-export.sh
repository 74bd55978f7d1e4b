#!/bin/sh
# Tells whether an export is whole: its last line begins with "# end".
# Usage: sh check-export.sh FILE
# Ends with 0 for yes, 1 for no, 2 when the file can't be read.

if [ ! -r "$1" ]; then
  echo "check-export: cannot read $1" >&2
  exit 1
fi
if tail -n 1 "$1" | grep -q '^# end'; then
  exit 0
fi
exit 1
