"""Plays the slow world around your code: suppliers that are asked for prices, and a stock that is read and written.

Nothing to change here.
"""
import asyncio
import os
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from all_at_once import all_at_once
from checkout import Checkout
from few_at_once import few_at_once
from in_time import in_time

CITIES = [
    "Kochi", "Pune", "Jaipur", "Srinagar", "Munnar", "Coonoor",
    "Guntur", "Unjha", "Erode", "Sangli", "Nagpur", "Indore",
]
# How often a call that waits for others looks whether somebody came, and the pause between two looks: about a second.
# Looks are counted and not seconds, so that a slow machine gives everybody their chance. Once in vain, and nobody waits
# any more.
LOOKS = 100
LOOK = 0.01
DEADLINE = 5.0


class Switchboard:
    """The suppliers' switchboard. It answers as soon as as many calls are open as the test wants to see."""

    def __init__(self, suppliers, limit, refuse=False):
        self.suppliers = suppliers
        self.limit = limit
        self.refuse = refuse
        self.open = self.most = self.answered = 0
        self._moves = 0  # calls that began, calls that ended
        self.held_up = False
        self._waiting = []
        self._patient = True

    async def call(self, kind, price):
        """`kind`: `prompt`, `held` (answers after all others), `fails`, or `silent` (never answers)."""
        if self.refuse and self.open >= self.limit:
            raise ConnectionError(f"refused: {self.open} calls are open already")
        self.open += 1
        self._moves += 1
        self.most = max(self.most, self.open)
        try:
            if kind == "fails":
                raise ConnectionError("the line is dead")
            if kind == "silent":
                await asyncio.Event().wait()
            elif kind == "held":
                await self._hold()
            else:
                await self._wait()
            return price
        finally:
            self.open -= 1
            self._moves += 1
            self.answered += 1
            self._answer_if_enough()

    async def _hold(self):
        others = lambda: self.answered >= self.suppliers - 1
        self.held_up = not await self._until(others, lambda: asyncio.sleep(LOOK))

    async def _wait(self):
        answer = asyncio.get_running_loop().create_future()
        self._waiting.append(answer)
        self._answer_if_enough()
        if not await self._until(answer.done, lambda: asyncio.wait([answer], timeout=LOOK)):
            self._patient = False
            self._answer_if_enough()
            await answer

    async def _until(self, done, pause):
        """Looks until it is done. False: nothing has happened for so many looks."""
        looks, seen = 0, self._moves
        while not done() and looks < LOOKS:
            looks, seen = (looks + 1 if seen == self._moves else 0), self._moves
            await pause()
        return done()

    def _answer_if_enough(self):
        """Answers in reverse order: who was asked last answers first."""
        if self._patient and self.open < min(self.limit, self.suppliers - self.answered):
            return
        waiting, self._waiting = self._waiting[::-1], []
        for i, answer in enumerate(waiting):
            asyncio.get_running_loop().call_later(i / 500, self._give, answer)

    @staticmethod
    def _give(answer):
        if not answer.done():
            answer.set_result(None)

    def supplier(self, i, kind="prompt"):
        return Supplier(self, CITIES[i], kind, 300 + 17 * i)


class Supplier:
    def __init__(self, board, name, kind, price):
        self.name = name
        self._board = board
        self._kind = kind
        self._price = price

    async def price(self):
        return await self._board.call(self._kind, self._price)


class Stock:
    """What is left of an article. Reading and writing take a while, and others may come in between."""

    def __init__(self, left, buyers, failures=0):
        self.left = left
        self._buyers = buyers
        self._failures = failures
        self._reading = 0
        self._patient = True
        self._guard = threading.Lock()

    def read(self):
        """How many are left."""
        with self._guard:
            found = self.left
            fails = self._failures > 0
            self._failures -= fails
            self._reading += not fails
        if fails:
            time.sleep(0.005)
            raise ConnectionError("the stock could not be read")
        looks = 0
        while self._patient and self._reading < self._buyers:
            looks += 1
            if looks > LOOKS / 3:
                self._patient = False
            time.sleep(LOOK)
        time.sleep(0.005)
        with self._guard:
            self._reading = max(0, self._reading - 1)
        return found

    def write(self, left):
        """Writes how many are left now."""
        time.sleep(0.002)
        self.left = left

    def replace(self, expected, left):
        """Writes only if still `expected` are left, in one step; tells whether it wrote."""
        time.sleep(0.002)
        with self._guard:
            if self.left != expected:
                return False
            self.left = left
            return True


def print_prices(suppliers, prices):
    for supplier, price in zip(suppliers, prices):
        print(supplier.name, "-" if price is None else price)


async def together():
    board = Switchboard(suppliers=6, limit=6)
    suppliers = [board.supplier(i) for i in range(6)]
    print_prices(suppliers, await all_at_once(suppliers))
    print("most at once:", board.most)


async def limited(kind_of_first):
    board = Switchboard(suppliers=12, limit=4, refuse=True)
    suppliers = [board.supplier(i, "prompt" if i else kind_of_first) for i in range(12)]
    print_prices(suppliers, await few_at_once(suppliers, 4))
    if kind_of_first == "held":
        print("held up by Kochi:", "yes" if board.held_up else "no")
    else:
        print("most at once:", board.most)


async def late(**kinds):
    board = Switchboard(suppliers=6, limit=1)
    suppliers = [board.supplier(i, kinds.get(CITIES[i], "prompt")) for i in range(6)]
    print_prices(suppliers, await in_time(suppliers, 0.5))
    for _ in range(100):
        if board.open == 0:
            break
        await asyncio.sleep(0.01)
    print("still open:", board.open)


def race(failures):
    buyers, packets = 8, 5
    stock = Stock(packets, buyers, failures)
    checkout = Checkout(stock)
    with ThreadPoolExecutor(buyers) as pool:
        outcomes = [pool.submit(checkout.buy) for _ in range(buyers)]
    failed = sum(outcome.exception() is not None for outcome in outcomes)
    sold = [outcome.result() for outcome in outcomes if outcome.exception() is None]
    print("sold:", sold.count(True))
    print("turned away:", sold.count(False))
    print("failed:", failed)
    print("left:", stock.left)


COMMANDS = {
    "together": lambda: asyncio.run(together()),
    "limited": lambda: asyncio.run(limited("prompt")),
    "held": lambda: asyncio.run(limited("held")),
    "silent": lambda: asyncio.run(late(Jaipur="silent")),
    "failing": lambda: asyncio.run(late(Srinagar="fails")),
    "race": lambda: race(0),
    "stumble": lambda: race(1),
}


def give_up():
    print(f"market: no result after {DEADLINE:.0f} seconds; something waits for ever", file=sys.stderr, flush=True)
    os._exit(1)


def main(arguments):
    command = COMMANDS.get(arguments[0] if arguments else "")
    if command is None:
        print(f"usage: market ({' | '.join(COMMANDS)})", file=sys.stderr)
        return 2
    watchdog = threading.Timer(DEADLINE, give_up)
    watchdog.daemon = True
    watchdog.start()
    command()
    return 0


sys.exit(main(sys.argv[1:]))
