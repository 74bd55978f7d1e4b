"""The key that makes a POST safe to send again, and what tells one order from another."""

import hashlib
import json
import re

from wholesale.errors import ApiError


def idempotency_key(request):
    key = request.headers.get("Idempotency-Key", "")
    if not re.fullmatch(r"[\x21-\x7e]{1,200}", key):
        raise ApiError(400, "Send an Idempotency-Key of 1 to 200 visible characters, a new one for each order.")
    return key


def fingerprint_of(given):
    """The same for the same order, however its JSON was written."""
    fields = [given.get(name) for name in ("customer_id", "sku", "quantity", "ordered_at")]
    return hashlib.sha256(json.dumps(fields).encode()).hexdigest()
