"""Gives each request a name, by which it is found in the log of every program that it went through."""

import re
import uuid

from flask import g, request

# What we take over from a client: it goes into our log, so it must be short and harmless.
USABLE = re.compile("[A-Za-z0-9._-]{1,64}")


def add_request_ids(app):
    @app.before_request
    def name_request():
        sent = request.headers.get("X-Request-Id", "")
        g.request_id = sent if USABLE.fullmatch(sent) else str(uuid.uuid4())

    @app.after_request
    def tell_name(response):
        response.headers["X-Request-Id"] = g.request_id
        return response
