"""What the shop computes at the checkout; see RULES.md. Amounts are whole paise."""


class OutOfStock(Exception):
    """Too few pieces of a product; nothing was taken."""

    def __init__(self, sku):
        super().__init__(f"too few pieces of {sku}")
        self.sku = sku


def total(items):
    """Items are dicts with unit_price_paise and quantity."""
    return sum(item["unit_price_paise"] * item["quantity"] for item in items)


def delivery(total_paise, country):
    """The country is its two letters, such as IN."""
    if country != "IN":
        return 90000
    return 0 if total_paise >= 150000 else 6000


def discount(total_paise, coupon):
    """What the coupon, a text or None, takes off."""
    if coupon == "DIWALI15":
        return _percent(total_paise, 15)
    if coupon == "WELCOME10":
        return min(_percent(total_paise, 10), 20000)
    if coupon == "TEATIME":
        return 5000 if total_paise >= 50000 else 0
    return 0


def _percent(paise, share):
    """Rounded to whole paise, half a paisa up."""
    return (paise * share + 50) // 100


def reserve(stock, items):
    """Takes the pieces out of the stock, a dict from SKU to pieces: all of them or none. Raises OutOfStock."""
    for item in items:
        if stock.get(item["sku"], 0) < item["quantity"]:
            raise OutOfStock(item["sku"])
    for item in items:
        stock[item["sku"]] -= item["quantity"]
