"""What clients are told when something goes wrong. Details are for our log, not for them."""

import logging

from django.db import DataError, IntegrityError
from django.http import JsonResponse

log = logging.getLogger(__name__)


class UnreadableBody(Exception):
    """The body is not JSON."""


def unknown_route(request, exception):
    return answer(404, f"There is nothing at {request.method} {request.path}.")


class JsonErrors:
    """Middleware: whatever goes wrong in a view is answered in one form."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == 405:
            return answer(405, f"{request.path} does not know {request.method}.")
        return response

    def process_exception(self, request, error):
        if isinstance(error, UnreadableBody):
            return answer(400, "The body is not valid JSON.")
        if isinstance(error, IntegrityError):
            return answer(409, "Another product has this sku.")
        # A value that PostgreSQL can't store, such as a text with a zero character.
        if isinstance(error, DataError):
            return answer(400, "A value can't be stored.")
        log.error("%s %s", request.method, request.path, exc_info=error)
        return answer(500, "Something went wrong on our side.")


def answer(status, message):
    return JsonResponse({"error": message}, status=status)
