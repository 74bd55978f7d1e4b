"""Which products sell best. A product has `sku` and `sold`."""


def compare(a, b):
    """A number below 0 when a stands before b in the ranking, above 0 when it stands behind."""
    before = (-a.sold, a.sku) < (-b.sold, b.sku)
    return -1 if before else 1


def best(products, count, comparison):
    """The first `count` products of the ranking, as `comparison` orders them: the best of all, `count` times."""
    left = list(products)
    found = []
    while left and len(found) < count:
        first = 0
        for place in range(1, len(left)):
            if comparison(left[place], left[first]) < 0:
                first = place
        found.append(left.pop(first))
    return found
