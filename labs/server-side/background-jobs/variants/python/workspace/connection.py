"""The connection to Redis. REDIS_URL says where it is; your terminal has it set."""

import os

from redis import Redis


def connect():
    """Return a client. It keeps a pool of connections, so commands that wait hold up nobody else."""
    return Redis.from_url(os.environ["REDIS_URL"], decode_responses=True)
