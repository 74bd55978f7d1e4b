import threading


class Checkout:
    """Sells packets of saffron from a stock that many buyers reach for at the same time, each in its own thread."""

    def __init__(self, stock):
        """`stock.read()`, `stock.write(left)` and `stock.replace(expected, left)` all take a while."""
        self._stock = stock
        self._turn = threading.Lock()

    def buy(self):
        """True when a packet was sold, False when none is left."""
        self._turn.acquire()
        left = self._stock.read()
        if left > 0:
            self._stock.write(left - 1)
        self._turn.release()
        return left > 0
