"""The connection to PostgreSQL, which also counts: each answer says how many SQL statements it took."""

import os

from flask import g
from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool

pool = ConnectionPool(os.environ["DATABASE_URL"], kwargs={"row_factory": dict_row}, open=True)


def query(text, params=()):
    """Run one statement and return its rows as a list of dictionaries. %s marks the place of a value."""
    g.statements = g.get("statements", 0) + 1
    with pool.connection() as connection:
        return connection.execute(text, params).fetchall()


def show_statements(response):
    """Put the number of statements of this request into the header X-SQL-Statements."""
    response.headers["X-SQL-Statements"] = str(g.get("statements", 0))
    return response
