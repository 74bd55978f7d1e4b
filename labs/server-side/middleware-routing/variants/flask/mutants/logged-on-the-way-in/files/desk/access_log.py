"""One line of JSON for each request."""

import json
from datetime import UTC, datetime

from flask import g, request


def add_access_log(app):
    @app.before_request
    def log():
        line = {
            "time": datetime.now(UTC).isoformat(),
            "request_id": g.request_id,
            "method": request.method,
            "path": request.path,
            "status": 200,
            "duration_ms": 0,
        }
        print(json.dumps(line), flush=True)
