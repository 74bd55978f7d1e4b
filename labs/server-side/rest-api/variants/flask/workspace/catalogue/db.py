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
    kwargs={"row_factory": dict_row},
    check=ConnectionPool.check_connection,
    open=True,
)


def query(text, params=()):
    """Runs one statement and gives back its rows as a list of dictionaries.

    The text holds %s where a value belongs; params has the values in the same order.
    """
    with pool.connection() as connection:
        cursor = connection.execute(text, params)
        return cursor.fetchall() if cursor.description else []
