#!/bin/sh
# Hands an export on to the warehouse, but only when check-export.sh says that it is whole.
# Usage: sh nightly.sh FILE

sh check-export.sh "$1"
case $? in
  0) echo "handed on: $1" ;;
  1) echo "kept back: $1 is not whole" ;;
  *) echo "stopped: the export could not be checked"; exit 2 ;;
esac
