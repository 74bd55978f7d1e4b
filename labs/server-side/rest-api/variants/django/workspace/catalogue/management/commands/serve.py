"""`manage.py serve`: Django's development server on the port in PORT, on this machine only."""

import os

from django.core.management.commands.runserver import Command as RunServer


class Command(RunServer):
    default_port = os.environ.get("PORT", "3000")
