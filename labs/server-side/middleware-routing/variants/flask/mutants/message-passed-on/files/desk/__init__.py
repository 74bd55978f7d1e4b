"""The stock desk of Saffron Lane: puts the parts together."""

from flask import Flask

from desk.access_log import add_access_log
from desk.auth import add_token
from desk.problems import add_problems
from desk.request_id import add_request_ids
from desk.stock import stock


def create_app():
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = 1024  # Bytes. A count has some twenty.
    app.json.sort_keys = False  # Fields stay in the order in which we write them.

    add_request_ids(app)
    add_access_log(app)
    add_token(app)
    add_problems(app)

    @app.get("/health")
    def health():
        return {"status": "ok"}

    app.register_blueprint(stock, url_prefix="/stock")
    return app
