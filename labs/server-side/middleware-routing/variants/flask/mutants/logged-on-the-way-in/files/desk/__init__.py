"""The stock desk of Saffron Lane: puts the parts together."""

from flask import Flask

from desk.access_log import add_access_log
from desk.request_id import add_request_ids
from desk.stock import stock


def create_app():
    app = Flask(__name__)
    app.json.sort_keys = False  # Fields stay in the order in which we write them.

    add_request_ids(app)
    add_access_log(app)

    @app.get("/health")
    def health():
        return {"status": "ok"}

    app.register_blueprint(stock, url_prefix="/stock")
    return app
