"""One line of JSON for each request, when its answer is made."""

import json
import time
from datetime import UTC, datetime

from flask import g, request


def add_access_log(app):
    @app.before_request
    def begin():
        g.begin = time.perf_counter()

    @app.after_request
    def log(response):
        line = {
            "time": datetime.now(UTC).isoformat(),
            "request_id": g.request_id,
            "method": request.method,
            # Without the query string, in which secrets may stand.
            "path": request.path,
            "status": response.status_code,
            "duration_ms": round((time.perf_counter() - g.begin) * 1000, 1),
        }
        # At once: Python collects what it prints to another program.
        print(json.dumps(line), flush=True)
        return response
