"""Everything under /stock. You need not change this file."""

from flask import Blueprint, request

from desk.errors import ApiError
from desk.label_printer import print_label

stock = Blueprint("stock", __name__)

# What lies on the shelves, by sku. A real desk keeps it in a database.
ITEMS = {
    "TEA-2001": {"sku": "TEA-2001", "name": "Assam Breakfast 250 g", "stock": 264},
    "TEA-2004": {"sku": "TEA-2004", "name": "Masala Chai 250 g", "stock": 320},
    "SPI-1011": {"sku": "SPI-1011", "name": "Pink Peppercorns 40 g", "stock": 0},
}


@stock.get("")
def list_items():
    return {"items": list(ITEMS.values())}


@stock.get("/<sku>")
def show(sku):
    return item_of(sku)


@stock.post("/<sku>/counts")
def count(sku):
    """Somebody has counted the shelf."""
    item = item_of(sku)
    given = request.get_json()
    counted = given.get("count") if isinstance(given, dict) else None
    # True and False are integers in Python.
    if not isinstance(counted, int) or isinstance(counted, bool) or counted < 0:
        raise ApiError(422, "The count is not valid.", {"count": "must be a whole number from 0"})
    item["stock"] = counted
    return item


@stock.get("/<sku>/label")
def label(sku):
    """Prints a label for the shelf."""
    return {"printed": print_label(item_of(sku))}


def item_of(sku):
    if sku not in ITEMS:
        raise ApiError(404, f"There is no product {sku}.")
    return ITEMS[sku]
