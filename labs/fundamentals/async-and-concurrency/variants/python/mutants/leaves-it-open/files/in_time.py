import asyncio


async def in_time(suppliers, seconds):
    """Asks all suppliers, and waits for each at most this long.

    Gives the prices in the order of the suppliers; None for those who failed or did not answer in time.
    """
    calls = [asyncio.ensure_future(supplier.price()) for supplier in suppliers]
    done, _ = await asyncio.wait(calls, timeout=seconds)
    return [call.result() if call in done and call.exception() is None else None for call in calls]
