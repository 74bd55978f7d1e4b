# Runs the learner's tests on the right checkout and on faulty ones, in the folder of the check.
# Usage: sh check.sh FOLDER LANGUAGE TESTS FAULT...     "right" stands for the right one.
folder=$1
language=$2
tests=$3
shift 3

if [ ! -f "$tests" ]; then
  echo "there is no file $tests" >&2
  exit 3
fi
if [ "$PWD" != "$folder" ]; then cp "$tests" "$folder/" || exit 3; fi
cd "$folder" || exit 3

case $language in
  javascript)
    run() { node "$tests"; }
    ;;
  python)
    run() { python3 -B -m unittest "$tests"; }
    ;;
  java)
    mv Runner.java.copy Runner.java
    # The classes under test in a folder of their own: the runner loads them anew for each fault.
    mkdir .build .runner
    javac -J-XX:TieredStopAtLevel=1 -d .build Runner.java Checkout.java "$tests" > out.txt 2>&1 || { cat out.txt; echo "the tests do not compile"; exit 1; }
    mv .build/Runner.class .runner/
    exec java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp ".runner:$CLASSPATH" Runner "${tests%.java}" "$@"
    ;;
  go)
    mv go.mod.txt.copy go.mod
    go test -c -vet=off -o tests.exe . > out.txt 2>&1 || { cat out.txt; echo "the tests do not compile"; exit 1; }
    run() { ./tests.exe; }
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
