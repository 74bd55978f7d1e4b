"""`python3 -m desk`: listens on the port in PORT. Listening on 127.0.0.1 keeps it on this machine."""

import os
import sys

import flask.cli

from desk import create_app

# What Flask says when it starts goes to standard output, which is for our log.
flask.cli.show_server_banner = lambda *_: None
port = int(os.environ.get("PORT", "3000"))
print(f"listening on http://127.0.0.1:{port}", file=sys.stderr)
create_app().run(host="127.0.0.1", port=port)
