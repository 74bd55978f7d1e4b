class Checkout:
    """Sells packets of saffron; whoever finds that somebody was quicker tries again."""

    def __init__(self, stock):
        self._stock = stock

    def buy(self):
        """True when a packet was sold, False when none is left."""
        while (left := self._stock.read()) > 0:
            if self._stock.replace(left, left - 1):
                return True
        return False
