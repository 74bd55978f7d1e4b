"""The wholesale API of Saffron Lane: puts the parts together."""

from flask import Flask

from wholesale.errors import register_error_handlers
from wholesale.orders import orders


def create_app():
    app = Flask(__name__)
    app.json.sort_keys = False  # Fields stay in the order of our columns.
    app.register_blueprint(orders, url_prefix="/orders")
    register_error_handlers(app)
    return app
