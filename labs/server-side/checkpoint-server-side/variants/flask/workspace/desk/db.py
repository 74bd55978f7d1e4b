"""The connection to PostgreSQL. DATABASE_URL says where it is and who we are; your terminal has it set."""

import os

from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool

# A pool keeps a few connections open and lends one to each query. Rows come as dictionaries.
# A connection that broke while nobody used it is replaced before it is lent.
pool = ConnectionPool(
    os.environ["DATABASE_URL"],
    min_size=1,
    max_size=8,
    kwargs={"row_factory": dict_row, "options": "-c TimeZone=UTC"},
    check=ConnectionPool.check_connection,
    open=True,
)


def query(text, params=(), connection=None):
    """Runs one statement and gives back its rows as a list of dictionaries.

    The text holds %s where a value belongs; params has the values in the same order.
    Within a transaction, `connection` is the one that `transaction` gave.
    """
    if connection is None:
        with pool.connection() as lent:
            return query(text, params, lent)
    cursor = connection.execute(text, params)
    return cursor.fetchall() if cursor.description else []


def transaction():
    """`with transaction() as connection:` runs several statements as one: all of them, or, on an exception, none."""
    return pool.connection()
