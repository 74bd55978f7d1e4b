"""The checkout with faults that the variable FAULT switches on; without it, it is right."""

import os

FAULT = os.environ.get("FAULT", "")


class OutOfStock(Exception):
    """Too few pieces of a product; nothing was taken."""

    def __init__(self, sku):
        super().__init__(f"too few pieces of {sku}")
        self.sku = sku


def total(items):
    """Items are dicts with unit_price_paise and quantity."""
    if FAULT == "everything":
        return -1
    if FAULT == "empty-cart" and not items:
        raise TypeError("reduce() of empty iterable with no initial value")
    counted = items[:1] if FAULT == "first-line" else items
    return sum(item["unit_price_paise"] * (1 if FAULT == "quantity" else item["quantity"]) for item in counted)


def delivery(total_paise, country):
    """The country is its two letters, such as IN."""
    if FAULT == "everything":
        return -1
    if country != "IN" and not (FAULT == "abroad" and total_paise >= 150000):
        return 90000
    limit = {"above": 150001, "too-early": 149999}.get(FAULT, 150000)
    return 0 if total_paise >= limit else 6000


def discount(total_paise, coupon):
    """What the coupon, a text or None, takes off."""
    if FAULT == "everything":
        return -1
    if coupon is not None and FAULT != "letter-case":
        coupon = coupon.upper()
    if coupon == "DIWALI15":
        return _percent(total_paise, 15)
    if coupon == "WELCOME10":
        return _percent(total_paise, 10) if FAULT == "no-limit" else min(_percent(total_paise, 10), 20000)
    if coupon == "TEATIME":
        return 5000 if total_paise >= (0 if FAULT == "small-order" else 50000) else 0
    if FAULT == "any-coupon" and coupon:
        return _percent(total_paise, 10)
    return 0


def _percent(paise, share):
    """Rounded to whole paise, half a paisa up."""
    return (paise * share + (0 if FAULT == "rounds-down" else 50)) // 100


def reserve(stock, items):
    """Takes the pieces out of the stock, a dict from SKU to pieces: all of them or none. Raises OutOfStock."""
    if FAULT == "everything":
        return
    spare = 1 if FAULT == "last-piece" else 0
    for item in items:
        there = stock.get(item["sku"], 0)
        if FAULT != "oversells" and there < item["quantity"] + spare:
            raise OutOfStock(item["sku"])
        if FAULT == "partly":
            stock[item["sku"]] = there - item["quantity"]
    if FAULT == "partly":
        return
    for item in items:
        stock[item["sku"]] = stock.get(item["sku"], 0) - item["quantity"]
