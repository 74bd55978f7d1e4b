"""The MongoDB stand-in: SecantusDB behind the environment contract of the official mongo image.

Takes MONGO_INITDB_ROOT_USERNAME and MONGO_INITDB_ROOT_PASSWORD from the environment and the few options of
mongod that an engine needs. The user is written to the data folder before the port is opened, so there is
no moment at which the server answers without a password.
"""

import argparse
import contextlib
import logging
import os
import signal
import socket
import sys
from pathlib import Path

# The libraries are installed beside this file, both in the image and natively.
sys.path.insert(0, str(Path(__file__).resolve().parent / "lib"))

# The server reads these as switches for its own test suite; none of them may reach it by accident.
for name in [name for name in os.environ if name.startswith("SECANTUS")]:
    del os.environ[name]

# WiredTiger's cache, in MB. The server's default of 1 GB is more than a lab's container may use.
CACHE_SIZE_MB = 64
# Threads and file handles the engine reserves at start. A lab has a handful of clients, not a thousand.
SESSIONS = 256


def options() -> argparse.Namespace:
    """The options of mongod that are honoured; anything else is refused, as mongod would."""
    parser = argparse.ArgumentParser(prog="mongod", description="SecantusDB with mongod's options")
    parser.add_argument("program", nargs="?", choices=["mongod"], help=argparse.SUPPRESS)
    parser.add_argument("--bind_ip", default="127.0.0.1", metavar="ADDRESS")
    parser.add_argument("--bind_ip_all", dest="bind_ip", action="store_const", const="0.0.0.0")
    parser.add_argument("--port", type=int, default=27017)
    parser.add_argument("--dbpath", default="/data/db", metavar="FOLDER")
    parser.add_argument("--wiredTigerCacheSizeGB", type=float, default=CACHE_SIZE_MB / 1024, metavar="GB")
    # What is so in any case: a password is asked for, and no line is logged for a connection.
    parser.add_argument("--auth", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--quiet", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument(
        "--replSet",
        metavar="NAME",
        help="announce a replica set of one member; change streams need it, and clients need directConnection=true",
    )
    parser.add_argument("--version", action="store_true")
    return parser.parse_args()


def ensure_root(server, username: str, password: str) -> None:
    """Gives the root user exactly this password, whatever the data folder held before."""
    from secantus.auth import SCRAM_SHA_256, derive_credentials

    record = {
        "_id": f"admin.{username}",
        "user": username,
        "db": "admin",
        "credentials": derive_credentials(password, mechanism=SCRAM_SHA_256, username=username).to_doc(),
        "roles": [{"role": "root", "db": "admin"}],
        "mechanisms": [SCRAM_SHA_256],
    }
    server.storage.add_user("admin", username, record, replace=True)


def no_startup_warnings() -> None:
    """The server answers every getLog with its whole log, and mongosh would greet with each connection as a
    start-up warning. It has none; the other logs stay as they are."""
    from secantus import commands

    get_log = commands._HANDLERS["getLog"]

    def without(request, context):
        if request.get("getLog") == "startupWarnings":
            return {"totalLinesWritten": 0, "log": [], "ok": 1.0}
        return get_log(request, context)

    commands._HANDLERS["getLog"] = without


def main() -> int:
    given = options()
    if given.version:
        from importlib.metadata import version

        print("SecantusDB", version("secantusdb"))
        return 0

    username = os.environ.pop("MONGO_INITDB_ROOT_USERNAME", "")
    password = os.environ.pop("MONGO_INITDB_ROOT_PASSWORD", "")
    if not username or not password:
        print("mongod: set MONGO_INITDB_ROOT_USERNAME and MONGO_INITDB_ROOT_PASSWORD; "
              "this server does not run without a password.", file=sys.stderr)
        return 2

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    from secantus.server import SecantusDBServer

    server = SecantusDBServer(
        host=given.bind_ip,
        port=given.port,
        storage_path=given.dbpath,
        replica_set_name=given.replSet,
        require_auth=True,
        enable_test_commands=False,
        cache_size=f"{max(1, round(given.wiredTigerCacheSizeGB * 1024))}M",
        session_max=SESSIONS,
        durable=True,
    )

    def stop(_signal: int, _frame: object) -> None:
        # On Linux, closing a socket doesn't wake the thread that waits in accept(): the server would
        # sit out its own deadline of two seconds. Shutting the socket down first does.
        with contextlib.suppress(AttributeError, OSError):
            server._socket.shutdown(socket.SHUT_RDWR)
        server.stop()
        sys.exit(0)

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)

    ensure_root(server, username, password)
    no_startup_warnings()
    try:
        server.start()
    except OSError as error:
        print(f"mongod: cannot listen on {given.bind_ip}:{given.port}: {error.strerror}", file=sys.stderr)
        server.storage.close()
        return 48  # mongod's own exit code for an address that is in use
    server.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
