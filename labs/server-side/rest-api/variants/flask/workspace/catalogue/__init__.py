"""The catalogue API of Saffron Lane: puts the parts together."""

from flask import Flask

from catalogue.products import products


def create_app():
    app = Flask(__name__)
    app.json.sort_keys = False  # Fields stay in the order of our columns.

    @app.get("/health")
    def health():
        return {"status": "ok"}

    app.register_blueprint(products, url_prefix="/products")
    return app
