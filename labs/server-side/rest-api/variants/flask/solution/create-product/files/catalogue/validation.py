"""What a product must look like."""

import re

from catalogue.db import query

MAX_PRICE_PAISE = 10_000_000
MAX_STOCK = 100_000


def product_errors(given):
    """Looks at what a client sent for a product.

    Gives back a dictionary with one message for each field that is wrong, such as
    {"price_paise": "must be a whole number from 1 to 10000000"}, and {} when all is well.
    """
    if not isinstance(given, dict):
        given = {}
    errors = {}
    sku, name, category = given.get("sku"), given.get("name"), given.get("category")
    if not isinstance(sku, str) or not re.fullmatch("[A-Z]{3}-[0-9]{4}", sku):
        errors["sku"] = "must look like TEA-2004"
    if not isinstance(name, str) or not name.strip() or len(name) > 100:
        errors["name"] = "must be a text of 1 to 100 characters"
    if not isinstance(category, str) or not category_exists(category):
        errors["category"] = "must be one of our categories"
    if not is_whole(given.get("price_paise"), 1, MAX_PRICE_PAISE):
        errors["price_paise"] = f"must be a whole number from 1 to {MAX_PRICE_PAISE}"
    if not is_whole(given.get("stock", 0), 0, MAX_STOCK):
        errors["stock"] = f"must be a whole number from 0 to {MAX_STOCK}"
    return errors


def is_whole(value, least, most):
    # In Python, True and False are whole numbers too.
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def category_exists(slug):
    return bool(query("SELECT 1 FROM categories WHERE slug = %s", [slug]))
