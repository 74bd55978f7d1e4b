"""What clients are told when something goes wrong: problem details, RFC 9457. The rest is for our log."""

from flask import g, json
from werkzeug.exceptions import HTTPException, InternalServerError


def add_problems(app):
    app.register_error_handler(HTTPException, answer_known)
    app.register_error_handler(Exception, answer_failure)


def answer_known(error):
    """What Flask refuses by itself, and what the desk refuses. The answer keeps its headers, WWW-Authenticate among them."""
    return problem(error, error.description, getattr(error, "fields", None))


def answer_failure(error):
    """Our own fault. Only the log learns what it was."""
    g.error = str(error)
    return problem(InternalServerError(), "Something went wrong on our side.")


def problem(error, detail, fields=None):
    response = error.get_response()
    body = {
        "type": "about:blank",
        "title": error.name,
        "status": error.code,
        "detail": detail,
        "request_id": g.request_id,
    }
    response.data = json.dumps(body | ({"fields": fields} if fields else {}))
    response.content_type = "application/problem+json"
    return response
