from collections import deque


class PackingLine:
    """The packing line: the order that has waited longest is packed next."""

    def __init__(self):
        self._orders = deque()

    def add(self, order):
        """Puts an order at the end of the line."""
        self._orders.append(order)

    def take(self):
        """Takes the first order off the line; None when nobody waits."""
        return self._orders.popleft() if self._orders else None

    def __len__(self):
        """How many orders wait."""
        return len(self._orders)
