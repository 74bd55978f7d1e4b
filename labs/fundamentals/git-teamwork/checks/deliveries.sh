# What some deliveries cost. Runs in the clone.
for order in "150000 IN" "149999 IN" "50000 AE" "50000 NL"; do
  # Two arguments on purpose.
  echo "$order: $(sh delivery.sh $order)"
done
