"""A cursor says after which order the next page begins. To clients it is a text without meaning."""

import base64
import json

from wholesale.validation import MAX_INTEGER, instant, is_whole


def make_cursor(order):
    """The order's place in the list: its time, and its id for orders of the same time."""
    text = json.dumps([order["ordered_at"], order["id"]])
    return base64.urlsafe_b64encode(text.encode()).decode()


def read_cursor(text):
    """Gives back time and id, or None for what is no cursor of ours."""
    try:
        ordered_at, order_id = json.loads(base64.urlsafe_b64decode(text))
    except (ValueError, TypeError):
        return None
    ordered_at = instant(ordered_at)
    return (ordered_at, order_id) if ordered_at is not None and is_whole(order_id, 1, MAX_INTEGER) else None
