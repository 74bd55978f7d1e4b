import asyncio


async def few_at_once(suppliers, limit):
    """Asks all suppliers, but never more than `limit` at the same time.

    Gives the prices in the order of the suppliers.
    """
    free = asyncio.Semaphore(limit)

    async def ask(supplier):
        async with free:
            return await supplier.price()

    return await asyncio.gather(*(ask(supplier) for supplier in suppliers))
