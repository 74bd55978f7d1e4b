"""What measurements say about larger inputs. `rows` are pairs (items, cost), from few items to many."""
import math


def slope(rows):
    """How steep the line through the first and the last row is, with logarithms on both axes."""
    (few, cheap), (many, dear) = rows[0], rows[-1]
    return math.log(dear / cheap) / math.log(many / few)


def forecast(rows, items):
    """The cost to expect for this many items, if it goes on like this from the last row."""
    many, dear = rows[-1]
    return dear * (items / many) ** slope(rows)
