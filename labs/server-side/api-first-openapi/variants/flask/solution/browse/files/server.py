"""The service of delivery slots."""

import os
from pathlib import Path

import yaml
from flask import Flask
from flask_swagger_ui import get_swaggerui_blueprint

from api import api

DOCUMENT = yaml.safe_load(Path("openapi.yaml").read_text(encoding="utf-8"))

app = Flask(__name__)
app.json.sort_keys = False


@app.get("/health")
def health():
    """Tell that the service is there."""
    return {"status": "ok"}


@app.get("/openapi.json")
def document():
    """Give the document to whoever wants to read it."""
    return DOCUMENT


app.register_blueprint(api)
app.register_blueprint(get_swaggerui_blueprint("/docs", "/openapi.json"))

if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(os.environ.get("PORT", "3000")))
