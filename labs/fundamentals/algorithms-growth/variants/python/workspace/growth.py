"""Runs what you write on small inputs, and measures how its cost grows. Nothing to change here."""
import sys
import time
from dataclasses import dataclass

from forecast import forecast, slope
from join import customer_names
from ranking import best, compare
from search import binary_search, linear_search

SIZES = [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000]
JOIN_SIZES = [1_000, 2_000, 4_000, 8_000]
# How long one size of the join is timed, in seconds; the quickest run counts.
JOIN_SECONDS = 0.25


class Shelf:
    """A sorted list of order numbers that counts how often somebody looks at one of its places."""

    def __init__(self, numbers):
        self._numbers = numbers
        self.looks = 0

    def __len__(self):
        return len(self._numbers)

    def __getitem__(self, place):
        self.looks += 1
        return self._numbers[place]


@dataclass(frozen=True)
class Product:
    sku: str
    sold: int


@dataclass(frozen=True)
class Order:
    id: int
    customer_id: int | None


@dataclass(frozen=True)
class Customer:
    id: int
    name: str


def fail(message):
    sys.exit(f"growth: {message}")


def lines():
    return [line.strip() for line in sys.stdin if line.strip()]


def scattered(x=1):
    """Numbers that look random and are the same on every machine."""
    while True:
        x = x * 16_807 % 2_147_483_647
        yield x


def find(*wanted):
    numbers = [int(line) for line in lines()]
    for each in map(int, wanted):
        print(each, linear_search(Shelf(numbers), each), binary_search(Shelf(numbers), each))


def most_looks(search, numbers):
    """The most looks that a search needs, over some places and a number that is not there."""
    most = 0
    for place in [0, 1, len(numbers) // 2, len(numbers) - 2, len(numbers) - 1, -1]:
        shelf = Shelf(numbers)
        wanted = 10_000 + 2 * len(numbers) if place < 0 else numbers[place]
        found = search(shelf, wanted)
        if found != place:
            fail(f"{search.__name__} gave {found} for {wanted}, which is at {place}")
        most = max(most, shelf.looks)
    return most


def measure_search():
    print("items,linear,binary")
    for size in SIZES:
        numbers = range(10_001, 10_001 + 2 * size, 2)
        print(f"{size},{most_looks(linear_search, numbers)},{most_looks(binary_search, numbers)}")


def show_best(count):
    products = [Product(sku, int(sold)) for sku, sold in (line.split() for line in lines())]
    for product in best(products, int(count), compare):
        print(product.sku, product.sold)


def measure_best():
    print("items,comparisons,per_item")
    for size in SIZES:
        random = scattered()
        products = [Product(f"TEA-{i}", next(random)) for i in range(size)]
        comparisons = 0

        def by_sold(a, b):
            nonlocal comparisons
            comparisons += 1
            return b.sold - a.sold

        found = [product.sold for product in best(products, 10, by_sold)]
        if found != sorted((product.sold for product in products), reverse=True)[:10]:
            fail(f"the best ten of {size} are not the best ten")
        print(f"{size},{comparisons},{comparisons / size:.1f}")


def show_names():
    orders, customers = [], []
    for line in lines():
        kind, number, rest = line.split(" ", 2)
        if kind == "customer":
            customers.append(Customer(int(number), rest))
        else:
            orders.append(Order(int(number), None if rest == "-" else int(rest)))
    for order, name in zip(orders, customer_names(orders, customers)):
        print(order.id, name)


def quickest_join(size):
    """Milliseconds of the quickest join of this size."""
    random = scattered()
    customers = [Customer(i + 1, f"customer {i + 1}") for i in range(size // 2)]
    orders = [Order(10_001 + i, 1 + next(random) % len(customers)) for i in range(size)]
    quickest = float("inf")
    begin = time.perf_counter()
    while quickest == float("inf") or time.perf_counter() - begin < JOIN_SECONDS:
        start = time.perf_counter()
        names = customer_names(orders, customers)
        quickest = min(quickest, time.perf_counter() - start)
        if names != [f"customer {order.customer_id}" for order in orders]:
            fail(f"the names of {size} orders are not right")
    return quickest * 1000


def measure_join():
    print("orders,milliseconds,times_the_first")
    first = None
    for size in JOIN_SIZES:
        milliseconds = quickest_join(size)
        first = first or milliseconds
        print(f"{size},{milliseconds:.3f},{milliseconds / first:.1f}")


def show_forecast(items):
    rows = [tuple(map(float, line.split(","))) for line in lines()[1:]]
    print(f"slope {slope(rows):.2f}")
    print(f"{items} items: {forecast(rows, int(items)):.0f}")


COMMANDS = {"find": find, "search": measure_search, "best": show_best, "ranking": measure_best,
            "names": show_names, "joining": measure_join, "forecast": show_forecast}


def main(arguments):
    command, *parameters = arguments or [""]
    if command not in COMMANDS:
        print("usage: growth (find NUMBER… | best COUNT | names | forecast ITEMS) < input, "
              "or: growth (search | ranking | joining)", file=sys.stderr)
        return 2
    COMMANDS[command](*parameters)
    return 0


sys.exit(main(sys.argv[1:]))
