import heapq
from collections import deque


class DispatchList:
    """The orders that wait for a van: one line for each minute, and a heap of the minutes."""

    def __init__(self):
        self._minutes = []
        self._lines = {}

    def add(self, order, due):
        """`due` is the minute of the day by which the order must leave."""
        if due not in self._lines:
            self._lines[due] = deque()
            heapq.heappush(self._minutes, due)
        self._lines[due].append(order)

    def take(self):
        """Takes the order that is due first; None when none is left."""
        if not self._minutes:
            return None
        first = self._minutes[0]
        order = self._lines[first].popleft()
        if not self._lines[first]:
            del self._lines[first]
            heapq.heappop(self._minutes)
        return order
