"""Reads an access log line by line and prints its figures as JSON."""
import json
import re
import sys
from collections import Counter

LINE = re.compile(r'\S+ \S+ \S+ \[[^\]]+\] "[A-Z]+ (\S+) HTTP/[\d.]+" (\d{3}) (\d+|-) "[^"]*" "[^"]*" (\d+)')


def analyse(lines):
    requests = 0
    size = 0
    unreadable = 0
    statuses = Counter()
    paths = Counter()
    for line in lines:
        found = LINE.fullmatch(line.rstrip("\r\n"))
        if found is None:
            unreadable += 1
            continue
        target, status, sent = found.groups()[:3]
        requests += 1
        size += 0 if sent == "-" else int(sent)
        statuses[status[0] + "xx"] += 1
        paths[target.split("?")[0]] += 1
    top = sorted(paths.items(), key=lambda item: (-item[1], item[0]))[:5]
    return {
        "requests": requests,
        "bytes": size,
        "statuses": statuses,
        "top_paths": [{"path": path, "count": count} for path, count in top],
        "unreadable": unreadable,
    }


with open(sys.argv[1], encoding="utf-8", errors="replace") as log:
    print(json.dumps(analyse(log)))
