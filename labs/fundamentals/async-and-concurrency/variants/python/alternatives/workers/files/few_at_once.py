import asyncio


async def few_at_once(suppliers, limit):
    """Asks all suppliers with as many workers as the limit allows."""
    left = list(enumerate(suppliers))
    prices = {}

    async def work():
        while left:
            place, supplier = left.pop()
            prices[place] = await supplier.price()

    # The one to be asked first stands at the end, from where it is taken.
    left.reverse()
    await asyncio.gather(*(work() for _ in range(limit)))
    return [prices[place] for place in range(len(suppliers))]
