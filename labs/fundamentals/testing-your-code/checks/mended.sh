# Runs tests of ours on the learner's own checkout.
# Usage: sh mended.sh FOLDER LANGUAGE CODE TESTS
folder=$1
if [ ! -f "$3" ]; then
  echo "there is no file $3" >&2
  exit 3
fi
cp "$3" "$folder/" && cd "$folder" || exit 3
bash check.sh "$folder" "$2" "$4" right
