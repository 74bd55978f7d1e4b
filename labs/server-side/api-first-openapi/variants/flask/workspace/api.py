"""The routes that the document describes."""

from flask import Blueprint

api = Blueprint("api", __name__)

# From step 3, your routes go here.
