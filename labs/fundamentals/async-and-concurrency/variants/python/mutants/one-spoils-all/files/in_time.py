import asyncio


async def in_time(suppliers, seconds):
    """Asks all suppliers, and waits for each at most this long.

    Gives the prices in the order of the suppliers; None for those who failed or did not answer in time.
    """

    async def ask(supplier):
        try:
            return await asyncio.wait_for(supplier.price(), seconds)
        except TimeoutError:
            return None

    return await asyncio.gather(*(ask(supplier) for supplier in suppliers))
