"""Settings of the project. An API without pages, logins or forms needs few of them."""

import os
from urllib.parse import unquote, urlsplit

# With DEBUG=1 Django shows errors in full, to everybody: for your own eyes only.
DEBUG = os.environ.get("DEBUG") == "1"

# Signs cookies and the like. A real shop gets its own from the environment; this one signs nothing.
SECRET_KEY = os.environ.get("SECRET_KEY", "only-for-this-lab")

ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
ROOT_URLCONF = "config.urls"
APPEND_SLASH = False
INSTALLED_APPS = ["catalogue"]
MIDDLEWARE = ["catalogue.errors.JsonErrors"]
USE_TZ = True

# DATABASE_URL says where PostgreSQL is and who we are; your terminal has it set.
database = urlsplit(os.environ["DATABASE_URL"])
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": database.hostname,
        "PORT": database.port,
        "USER": unquote(database.username or ""),
        "PASSWORD": unquote(database.password or ""),
        "NAME": database.path.lstrip("/"),
        # A pool keeps a few connections open and lends one to each request.
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 8}},
    }
}
