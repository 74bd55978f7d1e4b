"""Who may write: whoever has the desk's token."""

import os

from flask import request
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Unauthorized

TOKEN = os.environ.get("DESK_TOKEN", "desk-2026")
GUARDED = {"stock.count"}


def add_token(app):
    @app.before_request
    def require_token():
        """Comes before the view, so before anybody reads the body."""
        if request.endpoint in GUARDED and request.headers.get("Authorization") != f"Bearer {TOKEN}":
            raise Unauthorized("This needs the token of the desk.", www_authenticate=WWWAuthenticate("bearer"))
