"""Which products sell best. A product has `sku` and `sold`."""


def compare(a, b):
    """A number below 0 when a stands before b in the ranking, above 0 when it stands behind."""
    return 0


def best(products, count, comparison):
    """The first `count` products of the ranking, as `comparison` orders them."""
    return []
