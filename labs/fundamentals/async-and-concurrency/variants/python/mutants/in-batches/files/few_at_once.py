import asyncio


async def few_at_once(suppliers, limit):
    """Asks all suppliers, but never more than `limit` at the same time.

    Gives the prices in the order of the suppliers.
    """
    prices = []
    for first in range(0, len(suppliers), limit):
        prices += await asyncio.gather(*(supplier.price() for supplier in suppliers[first:first + limit]))
    return prices
