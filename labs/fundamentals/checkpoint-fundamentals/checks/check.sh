# Runs the learner's tests on a right summary and on faulty ones, in the folder of the check.
# Usage: sh check.sh FOLDER LANGUAGE TESTS FAULT...     "right" stands for the right one.
folder=$1
language=$2
tests=$3
shift 3

if [ ! -f "$tests" ]; then
  echo "there is no file $tests" >&2
  exit 3
fi
cp "$tests" "$folder/" && cd "$folder" || exit 3

case $language in
  javascript)
    run() { node "$tests"; }
    ;;
  python)
    run() { python3 -B -m unittest "$tests"; }
    ;;
esac

missed=0
for fault in "$@"; do
  if FAULT=$fault run > out.txt 2>&1; then passed=yes; else passed=no; fi
  case $fault:$passed in
    right:yes) echo "right program: passes" ;;
    right:no)
      echo "right program: FAILS"
      tail -n 40 out.txt
      missed=1
      ;;
    *:no) echo "$fault: caught" ;;
    *)
      echo "$fault: NOT CAUGHT"
      missed=1
      ;;
  esac
done
exit "$missed"
