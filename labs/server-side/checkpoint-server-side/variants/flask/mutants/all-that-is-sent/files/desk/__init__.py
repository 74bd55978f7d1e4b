"""The returns desk of Saffron Lane: puts the parts together."""

from flask import Flask

from desk.bank import bank
from desk.errors import register_error_handlers
from desk.returns import returns


def create_app():
    app = Flask(__name__)
    app.json.sort_keys = False  # Fields stay in the order of our columns.
    app.register_blueprint(bank, url_prefix="/bank")
    app.register_blueprint(returns, url_prefix="/returns")
    register_error_handlers(app)

    @app.get("/health")
    def health():
        return {"status": "ok"}

    return app
