"""Something that the client must be told. Raised anywhere in a view."""

from werkzeug.exceptions import HTTPException


class ApiError(HTTPException):
    def __init__(self, status, message, fields=None):
        super().__init__(message)
        self.code = status
        # A message for each field that is wrong, where it is about fields.
        self.fields = fields
