"""Holds every request and every answer against the document."""

from flask import jsonify
from openapi_core import OpenAPI
from openapi_core.contrib.flask.decorators import FlaskOpenAPIViewDecorator
from openapi_core.contrib.flask.handlers import FlaskOpenAPIErrorsHandler


class ErrorsHandler(FlaskOpenAPIErrorsHandler):
    """Answers with the shape of errors that the document describes."""

    def __call__(self, errors):
        """Make one answer of all that is wrong with a request."""
        found = [self.format_openapi_error(error) for error in errors]
        status = max(found, key=self.get_error_status)["status"]
        response = jsonify({"error": "; ".join(each["title"] for each in found)})
        response.status_code = status
        return response


contract = FlaskOpenAPIViewDecorator(OpenAPI.from_file_path("openapi.yaml"), errors_handler_cls=ErrorsHandler)
