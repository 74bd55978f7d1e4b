"""Which products sell best. A product has `sku` and `sold`."""
from functools import cmp_to_key


def compare(a, b):
    """A number below 0 when a stands before b in the ranking, above 0 when it stands behind."""
    if a.sold != b.sold:
        return b.sold - a.sold
    return -1 if a.sku < b.sku else 1


def best(products, count, comparison):
    """The first `count` products of the ranking, as `comparison` orders them."""
    return sorted(products, key=cmp_to_key(comparison))[:count]
