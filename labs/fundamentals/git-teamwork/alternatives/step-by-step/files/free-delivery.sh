cost=$(sh ./delivery.sh 150000 IN)
if test "$cost" -eq 0
then
  echo "free"
else
  echo "costs $cost paise"
  exit 1
fi
