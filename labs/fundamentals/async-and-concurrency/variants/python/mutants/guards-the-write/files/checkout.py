import threading


class Checkout:
    """Sells packets of saffron from a stock that many buyers reach for at the same time, each in its own thread."""

    def __init__(self, stock):
        """`stock.read()`, `stock.write(left)` and `stock.replace(expected, left)` all take a while."""
        self._stock = stock
        self._turn = threading.Lock()

    def buy(self):
        """True when a packet was sold, False when none is left."""
        left = self._stock.read()
        if left == 0:
            return False
        with self._turn:
            self._stock.write(left - 1)
        return True
