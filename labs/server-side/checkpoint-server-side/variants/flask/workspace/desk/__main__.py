"""`python3 -m desk`: listens on the port in PORT. Listening on 127.0.0.1 keeps it on this machine."""

import os

from desk import create_app

create_app().run(host="127.0.0.1", port=int(os.environ.get("PORT", "3000")))
