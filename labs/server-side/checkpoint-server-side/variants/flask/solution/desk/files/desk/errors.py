"""What clients are told when something goes wrong. Details are for our log, not for them."""

from flask import current_app, request
from werkzeug.exceptions import HTTPException


class ApiError(Exception):
    """Raised anywhere in a view: the client gets this status and these words."""

    def __init__(self, status, message, fields=None, headers=None):
        super().__init__(message)
        self.status = status
        self.headers = headers or {}
        self.body = {"error": message} | ({"fields": fields} if fields else {})


def register_error_handlers(app):
    app.register_error_handler(ApiError, lambda error: (error.body, error.status, error.headers))
    app.register_error_handler(HTTPException, answer_http_error)
    app.register_error_handler(Exception, answer_failure)


def answer_http_error(error):
    """What Flask refuses by itself: an unknown path, another method, a body that is not JSON."""
    messages = {
        400: "The body is not valid JSON.",
        404: f"There is nothing at {request.method} {request.path}.",
        405: f"{request.path} does not know {request.method}.",
    }
    return {"error": messages.get(error.code, "The request can't be read.")}, error.code


def answer_failure(error):
    current_app.logger.exception("%s %s", request.method, request.path)
    return {"error": "Something went wrong on our side."}, 500


def refuse(status, fields):
    """Raises when a field is wrong."""
    if fields:
        raise ApiError(status, "What you sent is not valid.", fields)
