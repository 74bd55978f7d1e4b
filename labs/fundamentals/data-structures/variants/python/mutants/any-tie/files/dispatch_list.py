import heapq
from itertools import count


class DispatchList:
    """The orders that wait for a van: the one that is due first leaves first."""

    def __init__(self):
        self._heap = []
        self._arrivals = count()

    def add(self, order, due):
        """`due` is the minute of the day by which the order must leave."""
        heapq.heappush(self._heap, (due, order))

    def take(self):
        """Takes the order that is due first; None when none is left."""
        if not self._heap:
            return None
        _, order = heapq.heappop(self._heap)
        return order
