class DispatchList:
    """The orders that wait for a van: the one that is due first leaves first."""

    def add(self, order, due):
        """`due` is the minute of the day by which the order must leave."""

    def take(self):
        """Takes the order that is due first; None when none is left."""
