class DispatchList:
    """The orders that wait for a van: the one that is due first leaves first."""

    def __init__(self):
        self._waiting = []

    def add(self, order, due):
        """`due` is the minute of the day by which the order must leave."""
        self._waiting.append((due, order))

    def take(self):
        """Takes the order that is due first; None when none is left."""
        self._waiting.sort(key=lambda each: each[0])
        return self._waiting.pop(0)[1] if self._waiting else None
