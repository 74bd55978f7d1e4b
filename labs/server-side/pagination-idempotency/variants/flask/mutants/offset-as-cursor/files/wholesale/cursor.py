"""A cursor says how many orders come before the next page."""

import base64
import json


def make_cursor(offset):
    return base64.urlsafe_b64encode(json.dumps({"offset": offset}).encode()).decode()


def read_cursor(text):
    """Gives back the offset, or None for what is no cursor of ours."""
    try:
        return json.loads(base64.urlsafe_b64decode(text))["offset"]
    except (ValueError, TypeError, KeyError):
        return None
