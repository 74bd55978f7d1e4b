"""Prints what became of the courier's parcels. Usage: python3 stuck.py [FILE]"""

import json
import sys

from summary import summarise


def main(arguments):
    try:
        if not arguments:
            print(json.dumps(summarise(sys.stdin)))
            return 0
        with open(arguments[0], encoding="utf-8") as lines:
            print(json.dumps(summarise(lines)))
            return 0
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
