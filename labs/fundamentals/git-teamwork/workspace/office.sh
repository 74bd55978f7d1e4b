#!/bin/sh
# Plays your colleagues: makes the shared repository and puts their commits into it.
# Usage: sh office.sh begin | colleague | answer

# Where this script lies, so that it works from every folder.
here=$(cd "$(dirname "$0")" && pwd)
shared=$here/office/counter.git

# Nobody's own settings of Git shall change what the colleagues commit.
GIT_CONFIG_GLOBAL=/dev/null
GIT_DEFAULT_HASH=sha1
export GIT_CONFIG_GLOBAL GIT_DEFAULT_HASH
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE

bring() {
  git --git-dir="$shared" fast-import --quiet --force < "$here/office/$1"
}

if [ "$1" != begin ] && [ ! -d "$shared" ]; then
  echo "office: there is no shared repository yet. Run: sh office.sh begin" >&2
  exit 1
fi

case $1 in
  begin)
    if [ -d "$shared" ]; then
      echo "office: the shared repository is there already: office/counter.git"
      exit 0
    fi
    git init --quiet --bare "$shared" &&
      git --git-dir="$shared" symbolic-ref HEAD refs/heads/main &&
      bring history.txt || exit 1
    echo "The shared repository is ready: office/counter.git"
    ;;
  colleague)
    if git --git-dir="$shared" log --format=%s main | grep -q '^Print the tax number'; then
      echo "Customer care has pushed already."
      exit 0
    fi
    bring colleague.txt || exit 1
    echo "Customer care has pushed a commit to main."
    ;;
  answer)
    if ! grep -qi '^changes requested' "$here/review.md" 2> /dev/null; then
      echo "The warehouse looks into review.md and finds no request for changes there."
      exit 1
    fi
    bring answer.txt || exit 1
    echo "The warehouse has read your review and pushed the branch gift-wrap anew."
    ;;
  *)
    echo "Usage: sh office.sh begin | colleague | answer" >&2
    exit 2
    ;;
esac
