import asyncio


async def all_at_once(suppliers):
    """Asks all suppliers for their price at the same time; `await supplier.price()` gives one.

    Gives the prices in the order of the suppliers.
    """
    return [await answer for answer in asyncio.as_completed([supplier.price() for supplier in suppliers])]
