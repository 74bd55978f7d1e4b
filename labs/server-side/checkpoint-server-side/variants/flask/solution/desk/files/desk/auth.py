"""Who may use the desk: whoever has its token."""

import hmac
import os

from flask import request

from desk.errors import ApiError

EXPECTED = f"Bearer {os.environ.get('DESK_TOKEN', 'returns-2026')}"


def require_token():
    """Comes before the view, so before anybody reads the body."""
    given = request.headers.get("Authorization", "")
    if not hmac.compare_digest(given.encode(), EXPECTED.encode()):
        raise ApiError(401, "This needs the token of the desk.", headers={"WWW-Authenticate": "Bearer"})
