file=$1
test -r "$file" && test -f "$file" || { printf '%s: no such export\n' "$file" >&2; exit 2; }
last=$(tail -n 1 "$file")
case $last in
  '# end'*) ;;
  *) echo "not whole: $file" >&2; exit 1 ;;
esac
