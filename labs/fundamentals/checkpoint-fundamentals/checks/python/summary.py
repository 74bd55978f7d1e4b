"""With faults that the variable FAULT switches on; without it, it is right."""

import os
import re
from collections import Counter

SCAN = re.compile(
    r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ) (PCL-\d{6}) ([a-z]+) (accepted|arrived|departed|delivered)"
)
OLDEST = 3
FAULT = os.environ.get("FAULT", "")


def summarise(lines):
    """Takes any iterable of lines, with or without their line breaks."""
    if FAULT == "everything":
        return {"parcels": -1, "stuck": -1, "unreadable": -1, "hubs": [], "oldest": []}
    last = {}
    unreadable = 0
    for line in lines:
        scan = SCAN.fullmatch(line.rstrip("\r\n"))
        if scan is None:
            unreadable += 0 if FAULT == "silent" else 1
            continue
        at, parcel, hub, event = scan.groups()
        if parcel in last and FAULT == "first-scan":
            continue
        if parcel in last and FAULT == "first-hub":
            hub = last[parcel][1]
        last[parcel] = (at, hub, event)
    stuck = [(at, parcel, hub) for parcel, (at, hub, event) in last.items() if event != "delivered"]
    hubs = Counter(hub for _, _, hub in stuck)
    return {
        "parcels": len(last),
        "stuck": len(stuck),
        "unreadable": unreadable,
        "hubs": [
            {"hub": hub, "stuck": count}
            for hub, count in sorted(
                sorted(hubs.items(), reverse=FAULT == "ties"), key=lambda item: -item[1]
            )
        ],
        "oldest": [
            {"parcel": parcel, "hub": hub, "since": at} for at, parcel, hub in sorted(stuck, reverse=FAULT == "newest")[:OLDEST]
        ],
    }
