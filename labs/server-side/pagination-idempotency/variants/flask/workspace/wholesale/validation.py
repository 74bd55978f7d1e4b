"""What an order and the parameters of a list must look like."""

import re
from datetime import datetime

STATUSES = ["pending", "paid", "shipped", "delivered", "cancelled", "returned"]
MAX_QUANTITY = 1000
MAX_INTEGER = 2**31 - 1
INSTANT = re.compile(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z")


def is_whole(value, low, high):
    # True and False are integers in Python.
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def instant(text):
    """Reads a time such as 2026-06-30T09:30:00Z. Gives back None for what is none."""
    if not isinstance(text, str) or not INSTANT.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def order_errors(given):
    """What is wrong with a new order: a message for each field, {} when all is well."""
    given = given if isinstance(given, dict) else {}
    errors = {}
    if not is_whole(given.get("customer_id"), 1, MAX_INTEGER):
        errors["customer_id"] = "must be a whole number"
    sku = given.get("sku")
    if not isinstance(sku, str) or not re.fullmatch("[A-Z]{3}-[0-9]{4}", sku):
        errors["sku"] = "must look like TEA-2004"
    if not is_whole(given.get("quantity"), 1, MAX_QUANTITY):
        errors["quantity"] = f"must be a whole number from 1 to {MAX_QUANTITY}"
    if "ordered_at" in given and instant(given["ordered_at"]) is None:
        errors["ordered_at"] = "must look like 2026-06-30T09:30:00Z"
    return errors


def change_errors(changed):
    """What is wrong with a change of an order."""
    errors = {}
    if changed["status"] not in STATUSES:
        errors["status"] = "must be one of " + ", ".join(STATUSES)
    if not is_whole(changed["quantity"], 1, MAX_QUANTITY):
        errors["quantity"] = f"must be a whole number from 1 to {MAX_QUANTITY}"
    return errors


def whole_number(text, low, high):
    """Reads a whole number of a query string. Gives back None for what is none, or out of bounds."""
    if not re.fullmatch("[0-9]{1,10}", text):
        return None
    number = int(text)
    return number if low <= number <= high else None
