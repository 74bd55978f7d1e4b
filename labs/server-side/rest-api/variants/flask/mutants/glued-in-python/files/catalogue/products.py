"""Everything under /products."""

import re

from flask import Blueprint, request

from catalogue.db import query
from catalogue.validation import page_of, product_errors

products = Blueprint("products", __name__)

COLUMNS = "id, sku, name, category, price_paise, stock"

# A filter that is not asked for is NULL, and then its condition holds for every row.
FILTER = "(%(category)s::text IS NULL OR category = %(category)s)"


@products.get("")
def list_products():
    fields, limit, offset = page_of(request.args)
    if fields:
        return {"error": "The query is not valid.", "fields": fields}, 400
    wanted = {"category": request.args.get("category")}
    word = request.args.get("q")
    where = FILTER if word is None else f"{FILTER} AND name ILIKE '%%{word.replace('%', '%%')}%%'"
    [counted] = query(f"SELECT count(*) AS total FROM products WHERE {where}", wanted)
    items = query(
        f"SELECT {COLUMNS} FROM products WHERE {where} ORDER BY id LIMIT %(limit)s OFFSET %(offset)s",
        wanted | {"limit": limit, "offset": offset},
    )
    return {"items": items, "total": counted["total"], "limit": limit, "offset": offset}


@products.post("")
def create_product():
    given = request.get_json()
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


@products.put("/<product_id>")
def replace_product(product_id):
    return replace(product_id, request.get_json())


@products.patch("/<product_id>")
def change_product(product_id):
    found = query(f"SELECT {COLUMNS} FROM products WHERE id = %s", [as_id(product_id)])
    if not found:
        return not_found(product_id)
    changes = request.get_json()
    return replace(product_id, found[0] | changes if isinstance(changes, dict) else None)


@products.delete("/<product_id>")
def remove_product(product_id):
    removed = query("DELETE FROM products WHERE id = %s RETURNING id", [as_id(product_id)])
    return ("", 204) if removed else not_found(product_id)


def replace(product_id, given):
    """Gives the product of the URL all its fields anew, if they are valid, and answers with the result."""
    fields = product_errors(given)
    if fields:
        return refused(fields)
    found = query(
        f"""UPDATE products SET sku = %s, name = %s, category = %s, price_paise = %s, stock = %s
            WHERE id = %s RETURNING {COLUMNS}""",
        [*values_of(given), as_id(product_id)],
    )
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
