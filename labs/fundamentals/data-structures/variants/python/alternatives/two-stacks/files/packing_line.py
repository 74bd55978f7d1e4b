class PackingLine:
    """The packing line: the order that has waited longest is packed next."""

    def __init__(self):
        self._arriving = []
        self._leaving = []

    def add(self, order):
        """Puts an order at the end of the line."""
        self._arriving.append(order)

    def take(self):
        """Takes the first order off the line; None when nobody waits."""
        if not self._leaving:
            self._leaving = self._arriving[::-1]
            self._arriving = []
        return self._leaving.pop() if self._leaving else None

    def __len__(self):
        """How many orders wait."""
        return len(self._arriving) + len(self._leaving)
