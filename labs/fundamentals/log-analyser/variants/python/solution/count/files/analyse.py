"""Reads an access log line by line and prints its figures as JSON."""
import json
import sys


def analyse(lines):
    requests = 0
    size = 0
    for line in lines:
        fields = line.split(" ")
        sent = fields[9]
        requests += 1
        size += 0 if sent == "-" else int(sent)
    return {
        "requests": requests,
        "bytes": size,
    }


with open(sys.argv[1], encoding="utf-8", errors="replace") as log:
    print(json.dumps(analyse(log)))
