# Compares reports/not-found.txt with the requests of the log that ended with 404.
if [ ! -f reports/not-found.txt ]; then
  echo "there is no file reports/not-found.txt" >&2
  exit 3
fi
awk '$5 == 404' logs/shop.log | diff - reports/not-found.txt > "$1/difference"
code=$?
head -n 20 "$1/difference"
exit $code
