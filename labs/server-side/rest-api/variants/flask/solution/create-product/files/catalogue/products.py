"""Everything under /products."""

import re

from flask import Blueprint, request

from catalogue.db import query
from catalogue.validation import product_errors

products = Blueprint("products", __name__)

COLUMNS = "id, sku, name, category, price_paise, stock"


@products.get("")
def list_products():
    items = query(f"SELECT {COLUMNS} FROM products ORDER BY id")
    return {"items": items}


@products.post("")
def create_product():
    given = request.get_json(silent=True)
    fields = product_errors(given)
    if fields:
        return refused(fields)
    [product] = query(
        f"""INSERT INTO products (sku, name, category, price_paise, stock)
            VALUES (%s, %s, %s, %s, %s) RETURNING {COLUMNS}""",
        values_of(given),
    )
    return product, 201, {"Location": f"/products/{product['id']}"}


@products.get("/<product_id>")
def show_product(product_id):
    found = query(f"SELECT {COLUMNS} FROM products WHERE id = %s", [as_id(product_id)])
    return found[0] if found else not_found(product_id)


def as_id(text):
    """The id in the URL, which may be any text. What can't be an id is None, and no row has the id NULL."""
    return int(text) if re.fullmatch("[1-9][0-9]{0,8}", text) else None


def values_of(given):
    """The five fields that a client may set, in the order of the columns. What else was sent is left out."""
    return [given["sku"], given["name"], given["category"], given["price_paise"], given.get("stock", 0)]


def not_found(product_id):
    return {"error": f"There is no product {product_id}."}, 404


def refused(fields):
    return {"error": "The product is not valid.", "fields": fields}, 422
