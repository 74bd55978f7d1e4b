"""Everything under /products."""

from flask import Blueprint

products = Blueprint("products", __name__)

# Your routes go here.
