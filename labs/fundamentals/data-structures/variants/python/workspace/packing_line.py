class PackingLine:
    """The packing line: the order that has waited longest is packed next."""

    def add(self, order):
        """Puts an order at the end of the line."""

    def take(self):
        """Takes the first order off the line; None when nobody waits."""

    def __len__(self):
        """How many orders wait."""
        return 0
