"""Everything under /products."""

import re

from flask import Blueprint

from catalogue.db import query

products = Blueprint("products", __name__)

COLUMNS = "id, sku, name, category, price_paise, stock"


@products.get("")
def list_products():
    items = query(f"SELECT {COLUMNS} FROM products ORDER BY id")
    return {"items": items}


@products.get("/<product_id>")
def show_product(product_id):
    found = query(f"SELECT {COLUMNS} FROM products WHERE id = %s", [as_id(product_id)])
    return found[0] if found else not_found(product_id)


def as_id(text):
    """The id in the URL, which may be any text. What can't be an id is None, and no row has the id NULL."""
    return int(text) if re.fullmatch("[1-9][0-9]{0,8}", text) else None


def not_found(product_id):
    return {"error": f"There is no product {product_id}."}, 404
