"""What became of the courier's parcels."""

import re
from collections import Counter

SCAN = re.compile(
    r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ) (PCL-\d{6}) ([a-z]+) (accepted|arrived|departed|delivered)"
)
OLDEST = 3


def summarise(lines):
    """Takes any iterable of lines, with or without their line breaks."""
    last = {}
    unreadable = 0
    for line in lines:
        scan = SCAN.fullmatch(line.rstrip("\r\n"))
        if scan is None:
            unreadable += 1
            continue
        at, parcel, hub, event = scan.groups()
        last[parcel] = (at, hub, event)
    stuck = [(at, parcel, hub) for parcel, (at, hub, event) in last.items() if event != "delivered"]
    hubs = Counter(hub for _, _, hub in stuck)
    return {
        "parcels": len(last),
        "stuck": len(stuck),
        "unreadable": unreadable,
        "hubs": [
            {"hub": hub, "stuck": count}
            for hub, count in sorted(hubs.items(), key=lambda item: (-item[1], item[0]))
        ],
        "oldest": [
            {"parcel": parcel, "hub": hub, "since": at} for at, parcel, hub in sorted(stuck)[:OLDEST]
        ],
    }
