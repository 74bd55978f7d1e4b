"""Reads an access log line by line and prints its figures as JSON."""
import json
import math
import re
import sys
from collections import Counter

LINE = re.compile(r'\S+ \S+ \S+ \[[^\]]+\] "[A-Z]+ (\S+) HTTP/[\d.]+" (\d{3}) (\d+|-) "[^"]*" "[^"]*" (\d+)')


def percentile(counts, total, share):
    """Nearest rank: the smallest duration that this share of all requests does not exceed."""
    rank = math.ceil(share * total / 100)
    seen = 0
    for duration in sorted(counts):
        seen += counts[duration]
        if seen >= rank:
            return duration
    return None


def analyse(lines):
    requests = 0
    size = 0
    unreadable = 0
    statuses = Counter()
    paths = Counter()
    durations = Counter()
    for line in lines:
        found = LINE.fullmatch(line.rstrip("\r\n"))
        if found is None:
            unreadable += 1
            continue
        target, status, sent, milliseconds = found.groups()
        requests += 1
        size += 0 if sent == "-" else int(sent)
        statuses[status[0] + "xx"] += 1
        paths[target.split("?")[0]] += 1
        durations[int(milliseconds)] += 1
    top = sorted(paths.items(), key=lambda item: (-item[1], item[0]))[:5]
    return {
        "requests": requests,
        "bytes": size,
        "statuses": statuses,
        "top_paths": [{"path": path, "count": count} for path, count in top],
        "unreadable": unreadable,
        "duration_ms": {f"p{share}": percentile(durations, requests, share) for share in (50, 95, 99)},
    }


def main(arguments):
    try:
        if not arguments:
            print(json.dumps(analyse(sys.stdin)))
        else:
            with open(arguments[0], encoding="utf-8", errors="replace") as log:
                print(json.dumps(analyse(log)))
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    return 0


sys.exit(main(sys.argv[1:]))
