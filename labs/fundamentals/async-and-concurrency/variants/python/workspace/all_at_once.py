async def all_at_once(suppliers):
    """Asks all suppliers for their price at the same time; `await supplier.price()` gives one.

    Gives the prices in the order of the suppliers.
    """
    prices = []
    for supplier in suppliers:
        prices.append(await supplier.price())
    return prices
