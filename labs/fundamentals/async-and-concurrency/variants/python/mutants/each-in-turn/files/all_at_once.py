async def all_at_once(suppliers):
    """Asks all suppliers for their price at the same time; `await supplier.price()` gives one.

    Gives the prices in the order of the suppliers.
    """
    calls = [supplier.price() for supplier in suppliers]
    return [await call for call in calls]
