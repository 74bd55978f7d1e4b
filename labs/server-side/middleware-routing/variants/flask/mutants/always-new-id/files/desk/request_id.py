"""Gives each request a name, by which it is found in the log of every program that it went through."""

import uuid

from flask import g


def add_request_ids(app):
    @app.before_request
    def name_request():
        g.request_id = str(uuid.uuid4())

    @app.after_request
    def tell_name(response):
        response.headers["X-Request-Id"] = g.request_id
        return response
