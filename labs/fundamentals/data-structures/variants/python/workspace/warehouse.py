"""Runs your structures: it reads operations from standard input, one a line, and prints what comes out.

`measure` compares the time of one operation when few and when many items are there. Nothing to change here.
"""
import json
import sys
import time

from dispatch_list import DispatchList
from packing_line import PackingLine
from page_cache import PageCache

FEW = 2_000
MANY = 64_000
# Operations of one round. They are timed in small batches, and the quickest batch counts: the machine has other work, too.
OPERATIONS = 500
BATCH = 50
ROUNDS = 7
# One round that takes longer is cut short: what is known by then is enough.
ROUND_LIMIT_NS = 1_500_000_000
FILL_LIMIT_NS = 6_000_000_000


def play(structure, parameters):
    if structure == "queue":
        line = PackingLine()
        does = {"add": line.add, "take": line.take, "size": lambda: len(line)}
    elif structure == "cache":
        cache = PageCache(int(parameters[0]))
        does = {"put": cache.put, "get": cache.get}
    else:
        waiting = DispatchList()
        does = {"add": lambda order, due: waiting.add(order, int(due)), "take": waiting.take}
    for text in sys.stdin:
        operation, *words = text.split() or [""]
        if operation == "":
            continue
        result = does[operation](*words)
        if operation in ("take", "get", "size"):
            print("-" if result is None else result)


class QueueWork:
    """Each work has `adds` calls of `fill` before it, and then `step` is one operation that is timed."""

    def __init__(self, count):
        self.line = PackingLine()
        self.adds = self.count = count

    def fill(self, i):
        self.line.add(f"order-{i}")

    def step(self, i):
        expect(self.line.take(), f"order-{i}")
        self.line.add(f"order-{self.count + i}")


class CacheWork:
    def __init__(self, count):
        self.cache = PageCache(count)
        self.count = count
        self.adds = count * 3 // 2

    def fill(self, i):
        self.cache.put(f"page-{i}", i)

    def step(self, i):
        expect(self.cache.get(f"page-{self.count + i}"), self.count + i)
        self.cache.put(f"page-{self.adds + i}", self.adds + i)
        expect(self.cache.get(f"page-{self.count // 2 + i}"), None)


class DispatchWork:
    def __init__(self, count):
        self.waiting = DispatchList()
        self.adds = count
        self.last = 0

    def fill(self, i):
        self.waiting.add(str(scattered(i)), scattered(i))

    def step(self, i):
        due = int(self.waiting.take() or -1)
        if due < self.last:
            fail(f"take gave an order that is due at {due} after one that is due at {self.last}")
        self.last = due
        following = due + scattered(i)
        self.waiting.add(str(following), following)


WORK = {"queue": QueueWork, "cache": CacheWork, "dispatch": DispatchWork}


def scattered(i):
    """The same scattered numbers on every machine."""
    return i * 7919 % 10_007


def fail(message):
    print(f"measure: {message}", file=sys.stderr)
    sys.exit(1)


def expect(got, wanted):
    if got != wanted:
        fail(f"got {got}, expected {wanted}")


def time_of_one(structure, count):
    """Nanoseconds of one operation with this many items there."""
    work = WORK[structure](count)
    begin = batch = time.perf_counter_ns()
    for i in range(work.adds):
        work.fill(i)
        if i % 64 == 63:
            now = time.perf_counter_ns()
            if now - begin > FILL_LIMIT_NS:
                return (now - batch) / 64
            batch = now
    # The first one may have put-off work to do, such as turning the whole line around once; it is not timed.
    work.step(0)
    start = time.perf_counter_ns()
    quickest = float("inf")
    for first in range(1, OPERATIONS, BATCH):
        since = time.perf_counter_ns()
        for i in range(first, first + BATCH):
            work.step(i)
        now = time.perf_counter_ns()
        quickest = min(quickest, (now - since) / BATCH)
        if now - start > ROUND_LIMIT_NS:
            break
    return quickest


def measure(structure):
    few = many = float("inf")
    begin = time.perf_counter_ns()
    for _ in range(ROUNDS):
        few = min(few, time_of_one(structure, FEW))
        many = min(many, time_of_one(structure, MANY))
        if time.perf_counter_ns() - begin > 2 * ROUND_LIMIT_NS:
            break
    print(json.dumps({"structure": structure, "few": FEW, "many": MANY, "ns_few": round(few), "ns_many": round(many),
                      "times_slower": round(many / few, 1)}))


def main(arguments):
    command, *parameters = arguments or [""]
    if command == "measure" and parameters and parameters[0] in WORK:
        measure(parameters[0])
    elif command in WORK:
        play(command, parameters)
    else:
        print("usage: warehouse (queue | cache CAPACITY | dispatch) < operations, "
              "or: warehouse measure (queue | cache | dispatch)", file=sys.stderr)
        return 2
    return 0


sys.exit(main(sys.argv[1:]))
