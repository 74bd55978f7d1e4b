"""The key that makes a POST safe to send again, and what tells one return from another."""

import hashlib
import json
import re

from desk.errors import ApiError


def idempotency_key(request):
    key = request.headers.get("Idempotency-Key", "")
    if not re.fullmatch(r"[\x21-\x7e]{1,200}", key):
        raise ApiError(400, "Send an Idempotency-Key, a new one for each return.")
    return key


def fingerprint_of(given):
    """The same for the same return, however its JSON was written."""
    fields = [given[name] for name in ("order_id", "sku", "quantity", "reason")]
    return hashlib.sha256(json.dumps(fields).encode()).hexdigest()
