"""A cursor says after which return the next page begins. To clients it is a text without meaning."""

import base64
import json

from desk.validation import MAX_INTEGER, is_whole


def make_cursor(item):
    """The return's place in the list: its refund, and its id among equal ones."""
    text = json.dumps([item["refund_paise"], item["id"]])
    return base64.urlsafe_b64encode(text.encode()).decode()


def read_cursor(text):
    """Gives back refund and id, or None for what is no cursor of ours."""
    try:
        refund, return_id = json.loads(base64.urlsafe_b64decode(text))
    except (ValueError, TypeError):
        return None
    known = is_whole(refund, 1, MAX_INTEGER) and is_whole(return_id, 1, MAX_INTEGER)
    return (refund, return_id) if known else None
