"""The service of delivery slots."""

import os

from flask import Flask

from api import api

app = Flask(__name__)
app.json.sort_keys = False


@app.get("/health")
def health():
    """Tell that the service is there."""
    return {"status": "ok"}


app.register_blueprint(api)

if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(os.environ.get("PORT", "3000")))
