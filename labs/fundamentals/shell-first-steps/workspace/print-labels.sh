#!/bin/sh
# Prints a label for each paid order of an export.
# Usage: sh print-labels.sh FILE
# It reads two variables of its environment: SHOP_PRINTER and SHOP_SENDER.

if [ -z "$SHOP_PRINTER" ]; then
  echo "print-labels: SHOP_PRINTER is not set" >&2
  exit 2
fi
if [ -z "$SHOP_SENDER" ]; then
  echo "print-labels: SHOP_SENDER is not set" >&2
  exit 2
fi

grep ',paid,' "$1" | while IFS=, read -r order status country city total; do
  echo "[$SHOP_PRINTER] $SHOP_SENDER: order $order to $city ($country)"
done
