"""The returns desk of Saffron Lane: puts the parts together."""

from flask import Flask

from desk.bank import bank


def create_app():
    app = Flask(__name__)
    app.json.sort_keys = False  # Fields stay in the order of our columns.
    app.register_blueprint(bank, url_prefix="/bank")

    @app.get("/health")
    def health():
        return {"status": "ok"}

    # What API.md says of /returns, and of errors, goes here.
    return app
