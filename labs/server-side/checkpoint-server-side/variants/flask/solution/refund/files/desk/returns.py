"""Everything under /returns."""

import re

from flask import Blueprint, request
from psycopg.types.json import Json

from desk.auth import require_token
from desk.cursor import make_cursor, read_cursor
from desk.db import query, transaction
from desk.errors import ApiError, refuse
from desk.idempotency import fingerprint_of, idempotency_key
from desk.validation import STATUSES, return_errors, whole_number

returns = Blueprint("returns", __name__)
returns.before_request(require_token)

COLUMNS = "id, order_id, sku, quantity, reason, status, refund_paise"


@returns.get("")
def list_returns():
    wanted = list_query(request.args)
    # Fixed text and placeholders only; the values travel beside it.
    conditions = ["true"]
    if "status" in wanted:
        conditions.append("status = %(status)s")
    if "cursor" in wanted:
        wanted["refund"], wanted["id"] = wanted["cursor"]
        conditions.append("(refund_paise < %(refund)s OR (refund_paise = %(refund)s AND id > %(id)s))")
    limit = wanted.get("limit", 20)
    # One more than is asked for: whether it comes tells if there is a next page.
    rows = query(
        f"""SELECT {COLUMNS} FROM returns WHERE {" AND ".join(conditions)}
            ORDER BY refund_paise DESC, id LIMIT %(rows)s""",
        wanted | {"rows": limit + 1},
    )
    items = rows[:limit]
    return {"items": items, "next_cursor": make_cursor(items[-1]) if len(rows) > limit else None}


@returns.post("")
def create_return():
    key = idempotency_key(request)
    given = request.get_json()
    refuse(422, return_errors(given))
    with transaction() as connection:
        announced = announce_once(connection, key, given)
    return announced, 201, {"Location": f"/returns/{announced['id']}"}


@returns.get("/<return_id>")
def show_return(return_id):
    return find_return(return_id)


@returns.post("/<return_id>/receipt")
def note_receipt(return_id):
    wanted = find_return(return_id)
    with transaction() as connection:
        # The condition stands in the statement that changes: of two at once, one finds it no longer true.
        changed = query(
            f"UPDATE returns SET status = 'received' WHERE id = %s AND status = 'announced' RETURNING {COLUMNS}",
            [wanted["id"]],
            connection,
        )
        if not changed:
            raise ApiError(409, "This parcel has arrived already.")
        query("INSERT INTO refund_jobs (return_id) VALUES (%s)", [wanted["id"]], connection)
    return changed[0], 202


def list_query(parameters):
    """Reads the parameters of a list that were sent."""
    readers = {
        "limit": (lambda text: whole_number(text, 1, 100), "must be a whole number from 1 to 100"),
        "cursor": (read_cursor, "must be the next_cursor of an earlier answer"),
        "status": (lambda text: text if text in STATUSES else None, "must be one of " + ", ".join(STATUSES)),
    }
    found = {name: read(parameters[name]) for name, (read, _) in readers.items() if name in parameters}
    refuse(400, {name: readers[name][1] for name, value in found.items() if value is None})
    return found


def announce_once(connection, key, given):
    """Who inserts the key announces the return. Everybody else waits here until that transaction has ended."""
    fingerprint = fingerprint_of(given)
    claimed = query(
        """INSERT INTO idempotency_keys (key, fingerprint) VALUES (%s, %s)
           ON CONFLICT (key) DO NOTHING RETURNING key""",
        [key, fingerprint],
        connection,
    )
    if not claimed:
        [kept] = query("SELECT fingerprint, body FROM idempotency_keys WHERE key = %s", [key], connection)
        if kept["fingerprint"] != fingerprint:
            raise ApiError(422, "This key was used for another return.")
        return kept["body"]
    announced = announce(connection, given)
    query("UPDATE idempotency_keys SET body = %s WHERE key = %s", [Json(announced), key], connection)
    return announced


def announce(connection, given):
    """What is refunded follows from what was bought. The item is locked: who returns more of it meanwhile waits."""
    found = query(
        """SELECT order_items.quantity, unit_price_paise, status FROM order_items JOIN orders ON orders.id = order_id
           WHERE order_id = %(order_id)s AND sku = %(sku)s FOR UPDATE OF order_items""",
        given,
        connection,
    )
    if not found:
        refuse(422, {"sku": "is not in this order"})
    item = found[0]
    if item["status"] != "delivered":
        raise ApiError(409, "The order was not delivered.")
    # A statement of its own, so that it sees what others wrote while the one above waited.
    [total] = query(
        """SELECT coalesce(sum(quantity), 0) AS returned FROM returns
           WHERE order_id = %(order_id)s AND sku = %(sku)s""",
        given,
        connection,
    )
    returned = total["returned"]
    if returned + given["quantity"] > item["quantity"]:
        raise ApiError(409, f"Only {item['quantity'] - returned} of these can still be returned.")
    [announced] = query(
        f"""INSERT INTO returns (order_id, sku, quantity, reason, refund_paise)
            VALUES (%(order_id)s, %(sku)s, %(quantity)s, %(reason)s, %(refund_paise)s) RETURNING {COLUMNS}""",
        given | {"refund_paise": item["unit_price_paise"] * given["quantity"]},
        connection,
    )
    return announced


def find_return(return_id):
    known = re.fullmatch("[1-9][0-9]{0,8}", return_id)
    found = query(f"SELECT {COLUMNS} FROM returns WHERE id = %s", [return_id]) if known else []
    if not found:
        raise ApiError(404, f"There is no return {return_id}.")
    return found[0]
