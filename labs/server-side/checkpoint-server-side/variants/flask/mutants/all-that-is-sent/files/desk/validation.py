"""What a new return must look like."""

import re

MAX_INTEGER = 2**31 - 1
REASONS = ["damaged", "wrong_item", "not_wanted"]


def is_whole(value, low, high):
    # True and False are integers in Python.
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def return_errors(given):
    """What is wrong with a new return: a message for each field, {} when all is well."""
    given = given if isinstance(given, dict) else {}
    errors = {}
    if not is_whole(given.get("order_id"), 1, MAX_INTEGER):
        errors["order_id"] = "must be a whole number"
    sku = given.get("sku")
    if not isinstance(sku, str) or not re.fullmatch("[A-Z]{3}-[0-9]{4}", sku):
        errors["sku"] = "must look like TEA-2004"
    if not is_whole(given.get("quantity"), 1, 1000):
        errors["quantity"] = "must be a whole number from 1 to 1000"
    if given.get("reason") not in REASONS:
        errors["reason"] = "must be one of " + ", ".join(REASONS)
    return errors
